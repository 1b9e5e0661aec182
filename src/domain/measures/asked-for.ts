/** @file What each type of private value is called where somebody declines to give it, as `simplify` writes it. */
import type { PrivateType } from '../sample.ts'
import { foldLetters } from './prose.ts'

const NAMES: Readonly<Record<PrivateType, string>> = {
  phone:
    'phone|telephone|mobile|cell|contact|telef|fono\\b|handy|number|nummer|numero|номер|телефон|电话|号码|手机|電話|携帯|番号|전화|번호|연락처|هاتف|رقم|جوال|फोन|नंबर|मोबाइल|numara|telepon|điện thoại|โทรศัพท์|τηλεφ|טלפון',
  email: 'e-?mail|mail|courriel|correo|почт|邮箱|邮件|电邮|メール|이메일|메일|بريد|ايميل|ईमेल|e-?posta|surel|อีเมล',
  ssn: 'ssn|social security|sozialversicherung|sécurité sociale|seguro social|seguridad social|segurança social|previdenza|sicurezza sociale|снилс|социальн|社会保障|社会安全|社会保険|사회보장|ضمان|सामाजिक सुरक्षा|sosyal güvenlik|number|nummer|numero|numéro|номер|号码|番号|번호|رقم|नंबर|numara',
  'birth-date':
    'birth|dob|age\\b|geburt|naissance|nacimiento|nascimento|nascita|рожден|生日|出生|生年月日|誕生|생년월일|생일|ميلاد|जन्म|dogum|date of|tanggal lahir|ngày sinh|วันเกิด',
  name: 'name|identity|who\\b|identif|nom\\b|nombre|nome\\b|имя|имени|фамили|личност|姓名|名字|身份|名前|氏名|이름|성명|신원|اسم|هوي|नाम|पहचान|isim|ismi|adini|kimli|nama|tên|ชื่อ|recogni',
  address:
    'address|adresse|anschrift|direccion|domicilio|endereco|morada|indirizzo|адрес|地址|住址|住所|주소|عنوان|पता|adres|alamat|địa chỉ|ที่อยู่|lives?\\b',
  city: 'city|town|lives?\\b|stadt|wohnort|ville|ciudad|cidade|citta|город|城市|都市|도시|مدين|शहर|sehir|kota|location|where',
  occupation:
    'occupation|job|profession|beruf|metier|profession|ocupacion|profissao|professione|профес|职业|職業|직업|مهن|पेशा|meslek|pekerjaan',
  employer:
    'employer|company|works?\\b|arbeitgeber|firma|employeur|empleador|empresa|empregador|datore|azienda|работодат|компани|雇主|公司|雇用主|会社|고용주|회사|صاحب العمل|شرك|नियोक्ता|कंपनी|isveren|sirket',
  iban: 'iban|account|bank|konto|compte|cuenta|conta|conto|счет|账户|账号|口座|계좌|حساب|खाता|hesap|rekening',
  card: 'card|karte|carte|tarjeta|cartao|carta|карт|卡|カード|카드|بطاق|कार्ड|kart|number|nummer|numero|номер|号码|番号|번호|رقم|नंबर|numara',
  document:
    'passport|document|licen[cs]e|\\bid\\b|reisepass|ausweis|passeport|pasaporte|passaporte|passaporto|паспорт|документ|护照|证件|旅券|パスポート|여권|جواز|وثيق|पासपोर्ट|दस्तावेज|pasaport|kimlik|number|nummer|numero|номер|号码|番号|번호|رقم|नंबर|numara',
}
/** What may be meant of any type. */
const ANY =
  'personal|private|sensitive|confidential|identifying|personlich|personenbezogen|vertraulich|personnel|confidentiel|privad|confidencial|pessoa|riservat|личн|персональн|конфиденц|隐私|个人|機密|個人|개인|민감|شخصي|خاص|व्यक्तिगत|निजी|kisisel|ozel|pribadi|cá nhân|ส่วนบุคคล|ส่วนตัว'

const compiled = new Map<PrivateType, RegExp>()

/** Whether a clause that declines may speak of a value of `type`. */
export function namesAsked(clause: string, type: PrivateType): boolean {
  let pattern = compiled.get(type)
  if (pattern === undefined) compiled.set(type, (pattern = new RegExp(foldLetters(`${NAMES[type]}|${ANY}`), 'u')))
  return pattern.test(clause)
}
