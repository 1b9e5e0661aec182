/** @file Titles of columns in tables of people, in the languages in which they come, by what the columns hold. */
import type { PrivateType } from '../../../domain/sample.ts'
import { titleKey } from '../../../datasets/formats/table.ts'

export type Column = PrivateType | 'image' | 'first' | 'last'

/** Titles by what they hold. */
const TITLES: Readonly<Record<Column, readonly string[]>> = {
  name: ['Name', 'Names', 'Full Name', 'Person', 'Person Name'],
  first: ['First Name', 'Given Name', 'Forename'],
  last: ['Last Name', 'Surname', 'Family Name'],
  email: [
    'Email',
    'Emails',
    'E-mail',
    'Mail',
    'Email Address',
    'Email Addresses',
    'E-mail Address',
    'E-mail Address(es)',
  ],
  phone: [
    'Phone',
    'Phones',
    'Phone No',
    'Phone Number',
    'Phone Numbers',
    'Telephone',
    'Telephone Number',
    'Tel',
    'Mobile',
    'Mobile Number',
    'Mobile Phone',
    'Cell',
    'Cell Phone',
    'Cellphone',
    'Contact Number',
  ],
  ssn: [
    'SSN',
    'SSNs',
    'Social Security',
    'Social Security No',
    'Social Security Number',
    'Social Security Numbers',
    'U.S. Social Security Number',
    'Social Security Number (SSN)',
    'Social Insurance Number',
    'National Insurance Number',
    'National ID',
    'National ID Number',
  ],
  address: ['Address', 'Home Address', 'Street Address', 'Postal Address', 'Residential Address', 'Residence'],
  'birth-date': [
    'Date of Birth',
    'Birth Date',
    'Birthdate',
    'Birthday',
    'DOB',
    'D.O.B.',
    'Born',
    'Date of Birth (DOB)',
  ],
  city: ['City', 'City or Town', 'Town'],
  occupation: ['Occupation', 'Job', 'Job Title', 'Profession'],
  employer: ['Employer', 'Company', 'Employer Name'],
  iban: ['IBAN'],
  card: ['Card', 'Card Number', 'Credit Card', 'Credit Card Number'],
  document: ['Document', 'Document Number', 'Passport', 'Passport Number'],
  image: [
    'Image',
    'Images',
    'Picture',
    'Photo',
    'Img',
    'Image ID',
    'Image No',
    'Image Number',
    'Image Name',
    'Image File',
    'Image Path',
    'Picture ID',
    'Picture Number',
    'File',
    'Filename',
    'File Name',
    'Attachment',
    'Attachments',
    'Screenshot',
  ],
}

/** The same in the languages that own pictures are read in, by what stands on forms. */
const FOREIGN: Readonly<Partial<Record<Column, string>>> = {
  name: 'vollständiger name|nombre completo|nom complet|nome completo|nome e cognome|nombre y apellidos|nom et prénom|vor- und nachname|name, vorname|nome e sobrenome|имя и фамилия|фамилия, имя, отчество|isim|ad soyad|фио|полное имя|姓名|名字|氏名|名前|이름|성명|नाम|الاسم|الاسم الكامل',
  first: 'vorname|nombre|nombres|prénom|prenom|nome|adı|имя|名',
  last: 'nachname|familienname|apellido|apellidos|nom|nom de famille|cognome|sobrenome|soyad|фамилия|姓',
  email:
    'e-mail-adresse|mailadresse|correo|correo electrónico|correo electronico|adresse e-mail|adresse mail|courriel|adresse électronique|posta elettronica|indirizzo e-mail|endereço de e-mail|e-posta|электронная почта|эл. почта|почта|邮箱|电子邮箱|电子邮件|邮件|電子郵件|メール|メールアドレス|이메일|ईमेल|البريد الإلكتروني',
  phone:
    'telefon|telefonnummer|handy|handynummer|mobilnummer|teléfono|telefono|número de teléfono|móvil|téléphone|telephone|numéro de téléphone|téléphone portable|numero di telefono|cellulare|telefone|número de telefone|celular|telefon numarası|cep telefonu|телефон|номер телефона|电话|电话号码|手机|手机号|手机号码|電話|電話番号|전화번호|휴대폰|फ़ोन|फोन|الهاتف|رقم الهاتف',
  ssn: 'sozialversicherungsnummer|sv-nummer|svnr|rentenversicherungsnummer|número de seguro social|numero de seguro social|número de seguridad social|número de la seguridad social|nss|numéro de sécurité sociale|número da segurança social|número de segurança social|numero di previdenza sociale|codice fiscale|cpf|sosyal güvenlik numarası|номер социального страхования|снилс|社会安全号码|社会安全号|社会安全碼|社會安全號碼|社會安全號|社會保險號碼|社会保障号|社会保险号|社保号|社会保障番号|社会保険番号|주민등록번호',
  address:
    'anschrift|adresse|postadresse|dirección|direccion|domicilio|indirizzo|endereço|adres|адрес|地址|住址|住所|주소|पता|العنوان',
  'birth-date':
    'geburtsdatum|geburtstag|fecha de nacimiento|date de naissance|data di nascita|data de nascimento|doğum tarihi|дата рождения|出生日期|生日|生年月日|생년월일|जन्म तिथि|تاريخ الميلاد',
  city: 'stadt|ort|wohnort|ciudad|ville|città|cidade|şehir|город|城市|都市|도시',
  occupation: 'beruf|profesión|ocupación|profession|métier|professione|profissão|meslek|профессия|职业|職業|직업',
  employer:
    'arbeitgeber|empresa|employeur|entreprise|azienda|datore di lavoro|işveren|работодатель|公司|雇主|会社|회사',
  image:
    'bild|bilddatei|dateiname|datei|foto|imagen|nombre de archivo|nombre del archivo|archivo|nom du fichier|nom de fichier|fichier|nome do arquivo|nome do ficheiro|arquivo|nome file|nome del file|имя файла|файл|dosya adı|dosya|文件名|文件|檔名|ファイル名|ファイル|파일명|파일|اسم الملف|fotografía|immagine|imagem|photo|resim|fotoğraf|изображение|фото|图片|图像|照片|圖片|圖像|相片|画像|写真|사진|이미지|चित्र|الصورة',
}

/** And in languages of more readers. */
const MORE: Readonly<Partial<Record<Column, string>>> = {
  name: 'imię i nazwisko|nazwisko i imię|naam|volledige naam|voor- en achternaam|namn|fullständigt namn|navn|fulde navn|fullt navn|nimi|koko nimi|jméno a příjmení|celé jméno|név|teljes név|nume și prenume|nume complet|ονοματεπώνυμο|πλήρες όνομα|שם|שם מלא|ім’я та прізвище|піб|прізвище та ім’я|họ và tên|họ tên|nama|nama lengkap|ชื่อ-นามสกุล|ชื่อและนามสกุล|نام و نام خانوادگی',
  first:
    'imię|imiona|voornaam|förnamn|fornavn|etunimi|jméno|keresztnév|utónév|prenume|όνομα|שם פרטי|ім’я|tên|nama depan|ชื่อ|نام',
  last: 'nazwisko|achternaam|efternamn|efternavn|etternavn|sukunimi|příjmení|vezetéknév|családi név|nume|nume de familie|επώνυμο|επίθετο|שם משפחה|прізвище|họ|nama belakang|นามสกุล|نام خانوادگی',
  email:
    'adres e-mail|e-mailadres|e-postadress|e-postadresse|mailadresse|sähköposti|sähköpostiosoite|e-mailová adresa|e-mail cím|adresă de e-mail|ηλεκτρονικό ταχυδρομείο|דוא״ל|דואר אלקטרוני|אימייל|електронна пошта|địa chỉ email|thư điện tử|alamat email|surel|อีเมล|ایمیل|پست الکترونیک',
  phone:
    'numer telefonu|telefoonnummer|telefoon|mobiel nummer|telefonnummer|mobilnummer|puhelin|puhelinnumero|telefonní číslo|telefonszám|număr de telefon|τηλέφωνο|αριθμός τηλεφώνου|κινητό|טלפון|מספר טלפון|נייד|номер телефону|điện thoại|số điện thoại|telepon|nomor telepon|nomor hp|โทรศัพท์|หมายเลขโทรศัพท์|เบอร์โทร|تلفن|شماره تلفن|موبایل',
  ssn: 'pesel|numer pesel|numer ubezpieczenia społecznego|bsn|burgerservicenummer|personnummer|cpr|cpr-nummer|fødselsnummer|henkilötunnus|hetu|sosiaaliturvatunnus|rodné číslo|číslo sociálního pojištění|taj|taj-szám|cnp|cod numeric personal|αμκα|αριθμός κοινωνικής ασφάλισης|תעודת זהות|מספר זהות|מספר תעודת זהות|ת.ז.|рнокпп|іпн|номер соціального страхування|số an sinh xã hội|số bảo hiểm xã hội|số căn cước công dân|cccd|nik|nomor induk kependudukan|nomor jaminan sosial|เลขประจำตัวประชาชน|เลขบัตรประชาชน|เลขประกันสังคม|کد ملی|شماره ملی|شماره تأمین اجتماعی',
  address:
    'adres zamieszkania|woonadres|adress|bostadsadress|osoite|adresa|cím|lakcím|adresă|διεύθυνση|כתובת|адреса|địa chỉ|alamat|ที่อยู่|آدرس|نشانی',
  'birth-date':
    'data urodzenia|geboortedatum|födelsedatum|fødselsdato|syntymäaika|datum narození|születési dátum|születési idő|data nașterii|ημερομηνία γέννησης|תאריך לידה|дата народження|ngày sinh|tanggal lahir|วันเกิด|تاریخ تولد',
  city: 'miasto|stad|woonplaats|kaupunki|město|város|oraș|πόλη|עיר|місто|thành phố|kota|เมือง|شهر',
  occupation:
    'zawód|beroep|yrke|ammatti|povolání|foglalkozás|ocupație|profesie|επάγγελμα|מקצוע|професія|nghề nghiệp|pekerjaan|อาชีพ|شغل',
  employer:
    'pracodawca|werkgever|arbetsgivare|arbejdsgiver|arbeidsgiver|työnantaja|zaměstnavatel|munkáltató|angajator|εργοδότης|מעסיק|роботодавець|nhà tuyển dụng|perusahaan|นายจ้าง|کارفرما',
  image:
    'zdjęcie|obraz|plik|nazwa pliku|afbeelding|bestand|bestandsnaam|fil|filnamn|billede|bilde|filnavn|kuva|tiedosto|tiedostonimi|obrázek|soubor|název souboru|kép|fájl|fájlnév|imagine|poză|fișier|nume fișier|εικόνα|φωτογραφία|αρχείο|όνομα αρχείου|תמונה|קובץ|שם הקובץ|зображення|світлина|назва файлу|hình ảnh|ảnh|tên tệp|gambar|berkas|nama berkas|nama file|รูปภาพ|ภาพ|ชื่อไฟล์|تصویر|عکس|نام فایل',
}

/** All that are called so, whatever the language. */
function titlesOf(column: Column): string[] {
  return [TITLES[column], FOREIGN[column]?.split('|') ?? [], MORE[column]?.split('|') ?? []].flat()
}

const COLUMNS: ReadonlyMap<string, Column> = new Map(
  (Object.keys(TITLES) as Column[]).flatMap((column) =>
    titlesOf(column).map((title): [string, Column] => [titleKey(title), column]),
  ),
)

/** Words that stand for a number, and for a file, beside what has one; and those at the ends of words. */
const [NUMBER, FILE] = [
  {
    words: /^(?:n|nr|no|num|nbr|number|numbers|id|nummer|número|numero|numéro|núm|номер|numarası|numara)$/,
    ends: /(?:nummer|nr|号码|號碼|编号|編號|番号|번호|号|號)$/,
  },
  { words: /^(?:name|file|filename|datei)$/, ends: /(?:name|datei|文件名?|ファイル名?)$/ },
] as const
/** What joins words. */
const JOINTS = /^(?:de|del|la|du|da|do|di|della|of|the|für|for)$/

/** What is numbered, without the words for that: of these columns titles say `Nr.`, `N.º de` or `号` in many ways. */
const CORES: ReadonlyMap<string, Column> = new Map(
  (['phone', 'ssn', 'card', 'document', 'image'] as const).flatMap((column) =>
    titlesOf(column).map((title): [string, Column] => [core(title, [NUMBER]), column]),
  ),
)

/** What a column holds; undefined for a title that says nothing known. */
export function columnCalled(title: string): Column | undefined {
  const plain = asked(title)
  const known = COLUMNS.get(titleKey(title)) ?? COLUMNS.get(titleKey(plain))
  if (known !== undefined) return known
  const [numbered, filed] = [core(plain, [NUMBER]), core(plain, [NUMBER, FILE])]
  // A bare word is no number of anything.
  if (numbered !== titleKey(plain) && CORES.has(numbered)) return CORES.get(numbered)
  return filed !== titleKey(plain) && CORES.get(filed) === 'image' ? 'image' : undefined
}

/** Whether a column of that title would be read. */
export function isTruthTitle(title: string): boolean {
  return columnCalled(title) !== undefined
}

/** As forms ask, without the asking: `What is your full name?`, `Please enter your SSN (9 digits) *`. */
function asked(title: string): string {
  return title
    .normalize('NFKC')
    .replaceAll(/[([][^)\]]*[)\]]/g, ' ')
    .replace(
      /^\s*(?:\d+[.)]\s*)?(?:please\s+)?(?:(?:what|which)(?:\s+is|’s|'s)|enter|give|provide|upload|write|type)\s+/i,
      '',
    )
    .replace(/^\s*(?:the|your|their|his|her|a|an)\s+/i, '')
    .replace(/[\s?*:]+$/, '')
    .trim()
}

/** The other words of a title, without blanks. */
function core(title: string, kinds: readonly (typeof NUMBER | typeof FILE)[]): string {
  const words = title
    .toLowerCase()
    .replaceAll(/(?<!\p{L})n\s*\.?\s*[o°º](?!\p{L})\.?|№/gu, ' ')
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !JOINTS.test(word) && !kinds.some((kind) => kind.words.test(word)))
  let rest = words.join('')
  for (const { ends } of kinds.toReversed()) rest = rest.replace(ends, '')
  return rest
}
