/**
 * @file Words on documents that say what stands beside them, in the languages of most passports, forms and cards.
 * OCR drops blanks, accents and single letters of small print, so a cell is compared letter by letter and may have
 * an error in about seven letters.
 */
import type { PrivateType } from '../../domain/sample.ts'
import { compact as lettersOf } from './text-forms.ts'

export interface LabelWords {
  readonly type: PrivateType | 'other'
  readonly words: readonly string[]
}

/** As they are printed; blanks, case, accents and punctuation do not count. */
const WORDS: Readonly<Record<PrivateType | 'other', string>> = {
  name: `name; full name; fullname; first name; given name; given names; last name; family name; surname; surnames;
    forename; forenames; middle name; name of bearer; name of holder; name and surname; maiden name; patient name; patients name;
    employee name; employees name; insured name; insureds name; customer name; guest name; student name; students name;
    recipients name; account name; account holder; account title; cardholder; cardholder name; card holder; member; member name; subscriber;
    applicant; name of applicant; applicants name; holder; holders name; borrower; tenant; owner; buyer; seller; beneficiary; payee;
    pay to the order of; order of; bill to; billed to; ship to; deliver to; sold to; invoice to; invoice for; attention; attn; passenger; passenger name;
    cashier; server; sales associate; salesperson; contact name; contact person; alternate name; alternate names; also known as; alias;
    primary identifier; secondary identifier; surname given names; last first; print or type name;
    spouse; dependents; mother; father; mothers name; fathers name; prepared by; signed by; signed off by; report signed off by; reviewed by; approved by; authorised by; authorized by; witnessed by; referred by; given by; administered by; issued in the name of; name of passenger; name of traveller; guest name s; ticket holder; account owner; named insured; name of proprietor; proprietor; plaintiff; defendant; petitioner; respondent; claimant; appellant; attorney; surgeon; instructor; supervisor; candidate; trainee; visitor; caller; deceased; grantor; grantee; donor name; in case of emergency notify; in case of emergency contact; in case of emergency; emergency contact; emergency contact name; requested by; doctor; physician;
    this number has been established for; first; last; middle; full name of; name of witness; fathers full name; mothers full name; full name of male; full name of female; print name; printed name; name of magistrate;
    legal name; full legal name; first name and middle initial; first name and initial; name address and zip code; name and address; names and addresses; if joint return spouses first name and middle initial; spouses first name and middle initial; name and title; certifier name and title; name of certifier; registrar; birth name; name at birth; preferred name; taxpayers name; borrowers name; provider; provider name; attending physician; attending provider; physician name; primary care physician; pcp; pcp name;
    served by; your server; cashier name; kassierer; bediener; es bediente sie; caissier; serveur; le atendio; cajero; cassiere;
    guarantor; insured; policy holder; policyholder; policyholder name; emergency next of kin; landlord; registered owner; owner name; sender; recipient; consignee; shipper; addressee; child name; childs name; name of child;
    name of father; name of mother; mother maiden name; mothers maiden name; father name; mother name; husband; wife; husbands name; spouses name; fn; ln; mn; surname and given names; given name s; first names; other names; first and last name; name of employee; name of patient; name of insured; name of name of account holder; name on card; sold by; signatory; candidate name; passenger s; lead guest; booked by; reservation name;
    contact; guest; nominee; issued to; prepared for; student; employee; beneficiary name; signature over printed name; consultant name;
    nom; nom de famille; nom de naissance; destinataire; expediteur; souscripteur; beneficiaire; medecin traitant; medecin; conducteur; locataire; proprietaire; assure e; nom du beneficiaire; civilite nom prenom; vendeur; acheteur; employe; nom dusage; prenom; prenoms; nom et prenom; nom prenom; titulaire; intitule du compte; nom du titulaire; client;
    epouse; assure; salarie; identifiant primaire; identifiant secondaire;
    primer nombre; segundo nombre; apellido paterno; apellido materno; apellidos y nombre; apellidos y nombres; nombres y apellidos; paciente; asegurado; asegurada; beneficiario; titular de la cuenta; remitente; destinatario; conductor; propietario; arrendatario; nombre del titular; nombre del padre; nombre de la madre; razon social; medico; atendido por; empleado; comprador; vendedor;
    nombre; nombres; apellido; apellidos; primer apellido; segundo apellido; nombre completo; nombre y apellidos; titular; hijo de; hija de; hijo a de; cliente;
    fahrgast; reisende; passagier; name des kindes; ehegatte; ehefrau; ehemann; versicherungsnehmer; rechnungsempfanger; empfanger; empfangerin; absender; absenderin; ansprechpartner; ansprechpartnerin; auftraggeber; rufname; zuname; name vorname; vor und nachname; vor und zuname; geburtsname des vaters; mieter; vermieter; fahrer; halter; sachbearbeiter; sachbearbeiterin; ihr ansprechpartner; arzt; behandelnder arzt; unterzeichner; kunde in; antragsteller; antragstellerin; kontoinhaber in; eigentumer; reisender; gast; teilnehmer; bewerber; mitglied; karteninhaber; mitarbeiter; arbeitnehmer;
    familienname; nachname; vorname; vornamen; geburtsname; inhaber; kontoinhaber; versicherter; patient; kunde; name des patienten;
    nominativo; paziente; assicurato; mittente; beneficiario; nome del titolare; padre; madre; medico; conducente; proprietario; contraente; spett le; cliente;
    cognome; nome; nome e cognome; intestatario; cognome e nome;
    filiacao filiation; exmo sr; exma sra; exmo a sr a; nome do titular; nome da mae; nome do pai; nome social; nome do paciente; segurado; remetente; destinatario; beneficiario; proprietario; condutor; medico; mae; pai; nome proprio;
    apelido; apelidos; nomes proprios; nome completo; sobrenome; nomes; filiacao; exmos senhores;
    de heer; mevrouw; dhr; naam en voornamen; voorletters; voornamen en achternaam; patient; verzekerde; geadresseerde; afzender; ontvanger; huurder; eigenaar; klant; werknemer; naam kaarthouder;
    naam; achternaam; voornaam; voornamen; geslachtsnaam; rekeninghouder;
    imie i nazwisko; nazwisko rodowe; imie ojca; imie matki; pacjent; odbiorca; nadawca; nabywca; sprzedawca; jmeno a prijmeni; prijmeni a jmeno; pacient; ime i prezime; prezime i ime; ime in priimek; prenume si nume; teljes nev; szuletesi nev; anyja neve; beteg neve; namn; navn; nimi; for och efternamn; fullt navn; fulde navn;
    nazwisko; imie; imiona; nazwisko i imie; prijmeni; jmeno; jmena; priezvisko; meno; prezime; ime; priimek;
    nume; prenume; nume si prenume; csaladi nev; utonev; nev; sukunimi; etunimet; efternamn; fornamn; etternavn; fornavn; fornavne; kenninafn; eiginnafn;
    ad soyad; hasta adi; anne adi; baba adi; nama pesakit; nama pemilik; nama ibu; nama bapa; nama pasien; nama peserta; ho dem va ten; khach hang;
    soyadi; adi; adi soyadi; soyad; ad; nama; nama penuh; nama lengkap; ho va ten; ho ten; pangalan; apelyido; numm; virnumm;
    收件人; 收货人; 寄件人; 联系人; 聯絡人; 收件者; お届け先; ご依頼主; 患者氏名; 受取人; 姓名; 氏名; 名前; 姓; 名; 户名; 持卡人; お名前; 御名前; 外文姓名; 別名`,
  email:
    'e mail; email; email address; e mail address; electronic mail; courriel; adresse email; correo; correo electronico; mail; posta elettronica; 电子邮件; 邮箱; 電子郵件; メール',
  phone: `tlm; tlmv; kom; tel kom; phone; phone number; phone no; telephone; telephone no; telephone number; tel; tel no; tele; mobile; mobile no; mobile number; mob; cell; cell phone; cellphone; home phone; work phone;
    home phone number; work phone number; cell phone number; mobile phone; mobile phone number; cellular; direct; direct line; office phone; ph; ph no; phone home; phone work; phone cell; main telephone number; other contact number; contact phone; day phone; evening phone; provider phone; pcp phone; emergency phone; toll free; tel fax;
    daytime phone; contact no; contact number; contact tel no; fax; fax no; tel fax; telefax; call; hp; whatsapp;
    tel nr; handynummer; rufnummer; tel portable; tel mobile; n de telephone; numero de telephone; tfno; tlf; tlfno; tel movil; telefono movil; telefono celular; telefono fijo; recapito telefonico; recapito; cel; mobiel; mobiele telefoon; telefon komorkowy; nr telefonu; numer telefonu; mobilni telefon; telefonszam; puhelin; puhelinnumero; mobiltelefonnummer; mobilnummer; cep telefonu; telefon no; so dien thoai; dien thoai; no telepon; no telp; no tel; no telefon; no hp; emergency contact number; emergency contact no;
    telephone portable; portable; telefon; telefonnummer; telefonnr; handy; mobil; mobiltelefon; telefono; movil; celular; cellulare; cell; telemovel; telefone; telefoon; gsm; telefax;
    电话; 手机; 電話; 電話番号; 携帯; 携帶; 手機; 传真`,
  ssn: `ssn; social security; social security number; social security no; social security account number; employees social security number; us social security number;
    your social security number; spouses social security number; social security no ssn; taxpayers social security number; ss no; ss number; social sec no;
    employee social security number; recipients tin; students tin; ssn last`,
  'birth-date': `date of birth; birth date; birthdate; dob; born; birthday; patients birth date; patient birth date; insureds date of birth; year of birth; date birth; d o b; patient dob; born on; birth; date of birth mo day yr; place and date of birth; date and place of birth;
    geb datum; geb am; fecha de nac; fecha nac; f nacimiento; f nac; data nasc; dt nascimento; dt nasc; nato a il; ne e le; nacido a el; geb dat; geburtstag und ort;
    date de naissance; ne le; nee le; nele; date de naiss; fecha de nacimiento; fecha nacimiento; nacimiento; nacido el; geburtsdatum; geburtstag; geboren; geboren am; geb; tag der geburt; geburtstag und ort;
    data di nascita; nato il; nata il; luogo e data di nascita; data de nascimento; data nascimento; geboortedatum; geboren op; data urodzenia; datum narozeni; datum narodenia; datum rodenja; datum rojstva; data nasterii; szuletesi ido; szuletesi datum;
    syntymaaika; fodelsedatum; fodelsedata; fodselsdato; faedingardagur; dogum tarihi; tempat tgl lahir; tempat tanggal lahir; tgl lahir; ddn; tarikh lahir; tanggal lahir; ngay sinh; gebuert; gebuertsdatum; gebuer den; datum og sted; sunniaeg; dzimsanas datums; gimimo data;
    出生日期; 出生; 出生年月日; 生年月日; 生日`,
  address: `add; addr; tirahan; address; address and zip code; business address; seller address; street address; home address; mailing address; postal address; permanent address; residential address; residence; residence address; current address; present address; employers address; property address; billing address; shipping address; ship to address; street; patients address; insureds address; address line;
    service address; delivery address; remittance address; residential street address; street address where you live; home address number and street; street and number; street and number of residence; street no; address 1; address 2; address line 1; address line 2; street name; place of abode; place of residence address; domicil; current address street; house no; patient address; employee address; customer address;
    service to; address of bearer; hotel details;
    strasse und hausnummer; strasse hausnummer; strasse nr; lieferadresse; rechnungsadresse; lieferanschrift; rechnungsanschrift; postanschrift; meldeadresse; adresse de livraison; adresse de facturation; adresse du domicile; direccion de envio; direccion de facturacion; domicilio fiscal; calle y numero; calle; indirizzo di consegna; indirizzo di fatturazione; logradouro; endereco de entrega; rua; straat en huisnummer; straat; bezorgadres; factuuradres; adres zameldowania; adres dostawy; adres korespondencyjny; ulica; ulice; dorucovaci adresa; szallitasi cim; cim; bostadsadress; leveransadress; postadress; postiosoite; correspondence address; registered address; present address; local address; address for correspondence; teslimat adresi; ev adresi;
    adresse; domicile; adresse postale; demeurant; direccion; domicilio; direccion postal; anschrift; wohnort; wohnanschrift; strasse; indirizzo; residenza; indirizzo di residenza; endereco; morada; residencia; adres; woonadres; adres zamieszkania; adresa; bydliste; trvaly pobyt; prebivaliste; stalno prebivalisce; lakcim; osoite; adress; adresi; alamat; dia chi; domiciliu;
    住址; 地址; 住所; 居住地; 现住址`,
  city: `city; town; city town or location; city town or post office; city or post office; city state; city town; city or town; place of residence; ville; ciudad; stadt; citta; cidade; stad; miasto; mesto`,
  occupation: `occupation; profession; job title; position; position held; present position; position applied for; position or title; title; emploi; metier; fonction; profesion; ocupacion; cargo; puesto; beruf; tatigkeit; funktion; professione; profissao; cargo; beroep; functie; zawod; stanowisko; povolani; zanimanje; ocupatia; foglalkozas; meslek; pekerjaan; 职业; 职务; 職業; 役職`,
  employer: `employer; employer name; current employer; company; company name; employer or business name; employeur; entreprise; societe; empresa; empleador; arbeitgeber; firma; azienda; datore di lavoro; empregador; werkgever; bedrijf; pracodawca; isveren; syarikat; 单位; 公司; 会社; 勤務先; 工作单位`,
  iban: 'iban; iban no; iban number; kontonummer iban',
  card: 'card number; card no; numero de carte; numero de tarjeta; kartennummer; credit card number; 卡号; カード番号',
  document: `etkt; e ticket; eticket no; electronic ticket number; e ticket number; booking code; booking number; reservation code; reservation number; reservation no; record locator; locator; confirmation code; buchungscode; buchungsnummer; code de reservation; numero de reservation; dossier de reservation; codigo de reserva; localizador; codice prenotazione; tracking; tracking no; tracking number; tracking id; sendungsnummer; numero de suivi; n de suivi; mic; policy; plate number; supply number; mpan; mprn; cups; pod;
    passport no; passport number; passport; pass no; no passport; document no; document number; doc no; doc number; id no; id number; i d no; i d number; id; identity no; identity number; identity card number; identification number; identification no; identification; personal no; personal number; personal id no; personal identity number; national id; national identity number; national insurance number; ni number; nhs number;
    roll number; uhid; health id; ip no; consumer no; chassis no; vehicle registration; medical record no; national insurance no; taxpayer id; pt id; providers pt id; patient id no; case no; case number; claim no; claim number; policy id; id card no; customer identifier; dl number; permit no; permit number; visa no; visa number; pnr; booking reference; booking ref; booking no; confirmation no; confirmation number; ticket no; ticket number; loan number; loan no; record no; record number; chart no; nric; nric no; fin no; ic no; mykad; passport card no; passport book no; personal code; personal no number; registration no number; iv case number; file no; file number; birth no; license plate number; licence plate number; tag no; roll no; employee number; staff no; staff id; payroll no; payroll number; social insurance number; sin; tfn; medicare no; medicare number; medicaid no; health card no; health number; health insurance no; iqama no; iqama number; emirates id; emirates id number; civil no; civil id; cnic; cnic no; identity card no; residence permit no; permanent resident no; record of arrival number; meter no; meter number; contract no; contract number; checking account number; savings account number; bank account no; bank account number;
    card id; license no; licence no; licence number; license number; lic no; lic; dl; dln; dl no; driver license no; drivers license number; drivers licence no; driver number;
    member id; member no; member number; policy no; policy number; insureds id number; insureds i d number; subscriber id; group no; medical record number; mrn; patient number; patient id; patients account no; patient account no; account no; account number; acct no; bill acct no; customer no; customer number; customer id; employee id; employee no; student id; student no; registration number; registration no; alien number; uscis; a number; control no; tax id; tin; ein; taxpayer identification number; employer identification number; vat no; voter id; pan; permanent account number; aadhaar no; your aadhaar no; enrollment no; membership no; membership number; library card no; certificate no; vin; licence plate; license plate; plate no; registration;
    n allocataire; n adherent; n client; n de contrat; n de dossier; n de police; n de permis; numero de permis; numero de dossier; numero de contrat; reference client; reference dossier; ref client; n fiscal; n carte vitale; code client; n d adherent;
    no de passeport; numero de passeport; passeport no; n de passeport; numero du document; n du document; n de document; carte nationale d identite no; carte nationale identite; n de compte; n compte; numero de compte; n de securite sociale; n securite sociale; numero de securite sociale; n personnel; n immatriculation; numero client; numero fiscal; nir; matricule; n d assure; identifiant; numero d identite;
    n seguridad social; n de la seguridad social; numero de la seguridad social; n de afiliado; n afiliado; n de poliza; poliza; n de cliente; n cliente; n de expediente; historia clinica; rfc; nss; clave de rastreo; licencia n; n de licencia; n de contrato; contrato; n de socio; matricula; placas; n de tarjeta sanitaria; tarjeta sanitaria;
    pasaporte no; numero de pasaporte; n de pasaporte; dni; nie; nif; numero de documento; num soporte; num soport; numero de soporte; numero de identificacion; no de documento; n de cuenta; numero de cuenta; cedula; cedula de ciudadania; curp; clave de elector; rut; run; cuil;
    fuhrerschein nr; steuer nr; ust idnr; rentenversicherungsnummer; krankenversichertennummer; versichertennr; versicherten nr; vertragsnummer; vertrags nr; versicherungsschein nr; versicherungsnummer; kundennr; kunden nr; mitgliedsnr; mitglieds nr; matrikelnummer; matrikel nr; zahlernummer; zahler nr; aktenzeichen; id nr; idnr; identifikationsnummer; betriebsnummer; kassenzeichen; kennzeichen; amtliches kennzeichen; fahrgestellnummer; depotnummer; mandatsreferenz; sv nummer; sv nr; ahv nr; ahv nummer;
    pass nr; passnr; reisepass nr; ausweisnummer; ausweis nr; kartennr; kontonummer; konto nr; kundennummer; versichertennummer; steuernummer; steuer id; personalausweisnummer; fuhrerscheinnummer; sozialversicherungsnummer; personalnummer; mitgliedsnummer; identitatskarte nr;
    numero tessera; numero polizza; polizza n; polizza; codice cliente; cod cliente; patente n; patente di guida; c f; cod fisc; tessera n; numero contratto; codice contratto; numero pratica; pratica n; targa; matricola;
    passaporto n; passaporto no; numero di passaporto; codice fiscale; fiscal code; carta d identita n; numero documento; numero di conto; tessera sanitaria;
    cnh; n de utente; numero de utente; n utente; n do cliente; n cliente; n do contrato; apolice; n da apolice; niss; nus; inscricao; prontuario; matricula; placa; titulo de eleitor; pis; ctps; cns;
    passaporte no; numero do passaporte; bilhete de identidade; cartao de cidadao; rg; cpf; registro geral; n documento; numero de identificacao; numero de conta; n contribuinte;
    polisnummer; polisnr; klantnr; relatienummer; contractnummer; patientnummer; lidmaatschapsnummer; rijbewijsnummer; kenteken; dossiernummer; zorgnummer;
    paspoortnummer; documentnummer; bsn; burgerservicenummer; rekeningnummer; debiteurnummer; klantnummer; persoonsnummer;
    nip; regon; nr klienta; numer klienta; nr polisy; numer polisy; nr umowy; numer umowy; nr rejestracyjny; rodne c; cislo smlouvy; cislo zakaznika; ev c; jmbg; taj szam; adoazonosito; szerzodesszam; ugyfelszam; personbeteckning; kundnummer; kundenummer; kunde nr; sosyal guvenlik no; musteri no; abone no; sozlesme no; no kk; no ktp; npwp; no rekening; no polis; no pelanggan; ma so; ma so thue;
    nr paszportu; numer paszportu; seria i numer; pesel; nr dowodu; numer dokumentu; cislo pasu; cislo dokladu; rodne cislo; cislo op; broj putovnice; oib; broj osobne; emso; osobni broj; st potnega lista; cnp; seria; nr pasaport; utlevel szam; szemelyi azonosito; okmanyszam; passin numero; henkilotunnus; passnummer; personnummer; pasnummer; passnr; fodselsnummer; cpr; kennitala; vegabref nr; pasaport no; tc kimlik no; kimlik no; no pasport; no passport; no pengenalan; no kad pengenalan; nomor paspor; nik; so ho chieu; so cmnd; so; cccd;
    护照号; 护照号码; 護照號碼; 證件號碼; 证件号码; 身份证号; 身份证号码; 公民身份号码; 身分證統一編號; 身分證字號; 旅券番号; 免許証番号; 番号; 账号; 帐号; 口座番号; 卡号`,
  other: `contact us; insurance company; insurer; insurance carrier; carrier; insurance provider; lender; settlement agent; company number; flight; flight no; flight number; gate; seat; boarding; boarding time; departure; arrival; luggage; platform; coach; from to; tip; server table; suff; foreign country name; foreign postal code; test; result; results; units; reference range; vaccine; lot; dose; site; route;
    payers tin; payers federal identification number; lenders tin; filers tin; recipients lenders tin; group number; rstr; city town or location of birth; place of receipt; class; restr; previous type; vehicle classifications; date signed; date received; date received by registrar; hour; county of birth; state of birth; age; age at time of this birth; statement date; statement period; amount due; due upon receipt; late fee after; amount paid; page no; attachment control number; admitted; discharged; discharged to; patient gender; p o no; po number; p o number; purchase order; payment due; subject; sent; iv category; iv issue date; iv expires on; marital status; sex; gender; nationality; citizenship; place of birth; birthplace; birth place; country of birth; date of issue; issue date; date issued; issued on; issued by; issuing office; issuing authority; issuing country; place of issue; authority; date of expiry; expiry date; expiration date; expires; expires on; expiry; valid until; valid thru; valid from; valid to; card expires; resident since; category; class; type; code; code of issuing state; country code; country; state; zip; zip code; postal code; postcode; province; county; height; hgt; weight; wgt; eyes; hair; restrictions; rest; end; endorsements; exp; iss; dd; rev; donor; signature; signature of bearer; holders signature; date; time; total; subtotal; tax; amount; balance; price; quantity; qty; description; invoice no; invoice number; invoice date; invoice; due date; order no; order id; order date; reference; ref; receipt no; doc type; form; page; ticket; locker; case; batch; badge; password; bank name; bank; branch; swift; swift code; bic; ifsc code; ifs code; sort code; routing; gst no; gst id; gstin; vat id; vat number; vat registration no; btw nummer; n tva; p iva; partita iva; nit; siret; siren; website; www; web; linkedin; url; department; group; rx bin; rx pcn; rx grp; payer id; plan; effective date; marital status; number of entries; duration of stay; remarks; observations; annotation; start date; end date; date available; date hired; years; months; ages; status; relationship; relationship to patient; middle initial; m i; suffix; received by; shift; terminal; auth; authority code; merchant; check no; pay date; period ending; clock; dept; file; co; race; religion; blood group; mm; dd; yy; yyyy; date of application;
    n de facture; numero de facture; n facture; n de commande; numero de commande; date de commande; echeance; date d echeance; reference; objet; rechnungs nr; rechnung nr; bestellnummer; bestell nr; auftragsnummer; auftrags nr; lieferdatum; lieferschein; falligkeit; zahlbar bis; betreff; n de factura; numero de factura; n de pedido; pedido; vencimiento; data di scadenza; fattura n; numero fattura; ordine n; oggetto; validade; n da fatura; vencimento; assunto; order number; bestelnummer; ordernummer; betreft; numer faktury; faktura; data platnosci; cislo faktury; serial number; serial no; model number; model no; item no; item number; part number; batch no; batch number; room number; room no; table number; table no; check number; transaction number; transaction id; receipt number; page number;
    sexe; nationalite; lieu de naissance; lieu de delivrance; valide a partir du; valable a partir du; code du pays emetteur; tva; designation; age; date de delivrance; date d expiration; date d emission; valable jusqu au; autorite; taille; signature du titulaire; delivre le; delivree le; date; pays; code postal; montant; facture; date de facture; code du pays; code de l etat emetteur; nombre d entrees; carte valable jusqu au;
    sexo; nacionalidad; lugar de nacimiento; fecha de expedicion; fecha de caducidad; valido hasta; validez; autoridad; estatura; firma; pais; provincia; importe; factura; fecha; fecha de emision; fecha de vencimiento; equipo; lugar de domicilio; condicion de pago;
    geschlecht; staatsangehorigkeit; geburtsort; ausstellungsdatum; gultig bis; ablaufdatum; behorde; grosse; augenfarbe; unterschrift; datum; land; plz; postleitzahl; betrag; rechnung; rechnungsnummer; rechnungsdatum; menge; artikel nr;
    sesso; cittadinanza; luogo di nascita; emissione; scadenza; statura; firma del titolare; comune di; provincia; importo; fattura; numero documento; estremi atto di nascita; codice cliente; data documento; termini di pagamento;
    nacionalidade; naturalidade; local de nascimento; data de emissao; data de validade; altura; assinatura; dados documento; fatura; data da emissao;
    geslacht; nationaliteit; geboorteplaats; datum van afgifte; geldig tot; handtekening; lengte; factuur; factuurnummer; factuurdatum; vervaldag; omschrijving;
    plec; obywatelstwo; miejsce urodzenia; data wydania; data waznosci; organ wydajacy; podpis; pohlavi; statni obcanstvi; misto narozeni; datum vydani; platnost do; spol; drzavljanstvo; mjesto rodenja; datum izdavanja; vrijedi do; sex; cetatenie; loc nastere; emisa de; valabilitate; neme; allampolgarsag; szuletesi hely; kiallitas; ervenyes; cinsiyeti; uyrugu; dogum yeri; jantina; warganegara; tempat lahir; tarikh tamat; kewarganegaraan; jenis kelamin; gioi tinh; quoc tich; tinggi; pejabat pengeluar; jenis; kod negara; tarikh dikeluarkan;
    性别; 民族; 国籍; 籍贯; 签发机关; 有效期; 有效期限; 发证机关; 性別; 國籍; 出生地; 本籍; 有効期限; 交付; 签发日期; 签发地点; 发照日期; 效期截止日期; 發照日期; 發照機關; 機關; 型式; 代碼`,
}

interface Phrase {
  readonly type: PrivateType | 'other'
  readonly letters: string
}

/** Small print has its r and n run together. */
function compact(text: string): string {
  return lettersOf(text).replaceAll('rn', 'm')
}

const PHRASES: readonly Phrase[] = (Object.entries(WORDS) as [PrivateType | 'other', string][])
  .flatMap(([type, list]) =>
    list
      .split(';')
      // "N°" is read as n, no and nr.
      .flatMap((words) =>
        /^\s*n /.test(words) ? [words, words.replace('n ', 'no '), words.replace('n ', 'nr ')] : [words],
      )
      .map((words) => ({ type, letters: compact(words) })),
  )
  .filter(({ letters }, index, all) => letters !== '' && all.findIndex((other) => other.letters === letters) === index)
  .toSorted((a, b) => b.letters.length - a.letters.length)

const EXACT: ReadonlyMap<string, PrivateType | 'other'> = new Map(PHRASES.map(({ type, letters }) => [letters, type]))
const LONG = PHRASES.filter(({ letters }) => letters.length >= 6)

/** Small print around the words of a label: numbers of fields, hints in brackets. */
function bare(text: string): string {
  return (
    text
      .replace(/^\s*(?:please (?:enter|print|type) )?(?:your|the|my)\s+(?=\p{L})/iu, '')
      .replace(/\([^)]*\)?/g, ' ')
      // What the form asks of whoever fills it in.
      .replace(
        /[.,;]?\s+(?:if (?:you|different|any|none|not|joint|married|applicable)|see|do not|please|as shown|as it appears|exactly as)(?!\p{L}).*$/iu,
        ' ',
      )
      .replace(/^\s*(?:\d{1,2}[a-d]?|[a-z]|[A-Z]\.\d(?:\.\d)?)\s*[.)]\s*/i, '')
      .replace(/^\s*(?:\d{1,2}[a-d]?\s+(?=\p{L})|[a-z]\s+(?=\p{Lu}))/u, '')
      .replace(/^\s*\d{1,2}[a-d]?(?=\p{Lu}{2})/u, '')
  )
}

const known = new Map<string, PrivateType | 'other' | null>()

/** What a whole cell is the label of; `other` for labels of what is nobody's secret; null where it is no label. */
export function labelOf(text: string): PrivateType | 'other' | null {
  if (text.length > 90) return null
  const held = known.get(text)
  if (held !== undefined) return held
  const found = findLabel(text)
  if (known.size > 4000) known.clear()
  known.set(text, found)
  return found
}

function findLabel(text: string): PrivateType | 'other' | null {
  const plain = bare(text)
  // The second line of a longer label: "or foreign postal code, and telephone no."
  if (/^(?:or|and|oder|und|ou|et|o|y|e|of)\s/.test(plain)) return null
  // Digits, and words behind a colon, are a value.
  if (/\d\D*\d\D*\d/.test(plain) || /[:：]\s*[\p{L}\d]{2}/u.test(plain)) return null
  const whole = compact(plain)
  if (whole === '') return null
  const exact = EXACT.get(whole)
  if (exact !== undefined) return exact
  // Two or three languages, one behind the other.
  const parts = plain
    .split(/[/|•·,;&]| - |(?<=\p{Ll})(?=\p{Lu}\p{Ll})/u)
    .map(compact)
    .filter((part) => part !== '')
  const types = parts.map((part) => EXACT.get(part) ?? nearly(part))
  const first = types.find((type) => type !== null && type !== 'other') ?? types.find((type) => type !== null)
  const covered = parts.reduce((sum, part, index) => sum + (types[index] === null ? 0 : part.length), 0)
  if (first !== undefined && first !== null && covered >= 0.45 * whole.length && parts.length > 1) return first
  // One of two languages is not in the list: "Petsa ng Kapanganakan/Date of Birth".
  const [one, other] = plain.split('/')
  if (other !== undefined && parts.length === 2)
    for (const part of [one!, other])
      if (part.trim().includes(' ') && compact(part).length >= 8 && EXACT.has(compact(part)))
        return EXACT.get(compact(part))!
  const near = nearly(whole) ?? covering(whole)
  if (near !== null) return near
  const formed = byForm(plain, whole)
  if (formed !== null) return formed
  // Whose it is: "Borrower's date of birth".
  const owned = /^\s*(?:\p{L}{3,} )?\p{L}{3,}(?:['’`]s|s['’`])\s+(\p{L}.*)$/iu.exec(plain)?.[1]
  return owned === undefined ? null : (EXACT.get(compact(owned)) ?? nearly(compact(owned)))
}

/** What no list can hold: "Name of the nominee", "Zählernummer", "N° d'abonné", by the word that says what is asked. */
function byForm(plain: string, letters: string): PrivateType | 'other' | null {
  // `compact` has made m of rn: "Driver name" ends in "mame".
  const words = plain.trim().split(/[\s/-]+/).length
  if (words > 5 || letters.length > 32 || /[.!?]\s+\p{L}/u.test(plain)) return null
  // A value in capitals before the next label.
  if (/\p{Lu}{3}/u.test(plain) && /\p{Ll}{2}/u.test(plain)) return null
  const is = (pattern: RegExp) => pattern.test(letters)
  if (
    is(/birth|geburt|naissance|nacimiento|nascita|nascimento|geboorte|urodzenia|narozeni|rodenja|szuletes|fodels|dogum/)
  )
    return is(/dat|fecha|day|tag$|ido$|tarih/) ? 'birth-date' : null
  if (is(/mail/)) return null
  if (is(/sign(?:ature|ed)|unterschrift|firma$/)) return null
  const isThing =
    /invoice|order|rechnung|bestell|auftrag|liefer|deliver|versand|shipment|factur|fattur|fatura|faktur|facture|commande|pedido|ordine|serial|serie|model|item|artikel|article|product|batch|part|room|table|tisch|check|receipt|beleg|page|seite|quantity|menge|lot|routing|version|question|line|box|form|file|host|domain|user|brand|street|city|country|state|strasse|ort$|bank|branch|hospital|school|university|institut|company|plan|course|project|event|drug|medic|test|scientific|generic|chemical|option|post|fund|invest|station|agency|consulate|office/
  if (is(/(?:phone|telefon|telephone|mobile|handy|celular|cellulare|faxn)/)) return 'phone'
  if (
    is(
      /(?:address|adresse|anschrift|direccion|domicilio|indirizzo|endereco)$|^(?:address|adresse|direccion|indirizzo|endereco)(?:of|d|de|der|des|du)/,
    )
  )
    return is(/ip|web|mac|url/) ? null : 'address'
  if (
    is(
      /.{3}(?:[nm]ummer|[nm]umber|[nm]umero|[nm]umer|szam|[nm]umarasi)$|^(?:numero|number|numer|num)(?:of|de|du|do|di|d)?.{4}|(?:[nm]ummer|[nm]umber|[nm]umero)(?:of|der|des|de|du|do|di)(?:the)?.{3,12}$/,
    )
  )
    return is(isThing) ? 'other' : 'document'
  // "Abonnement Nr.", "Kassen-Nr", "Locker ID", "Policy #": what is numbered, and a word or sign for it.
  if (
    /^\p{L}{3,}(?: \p{L}[\p{L}.'’-]*){0,2}[ .-](?:no|nr|nº|n°|num|nbr|id|#)\.?$/iu.test(plain.trim()) ||
    /^\p{L}{4,}(?:nr|#)\.?$/iu.test(plain.trim())
  )
    return is(isThing) ||
      is(
        /store|terminal|trans|auth|approv|cashier|lane|suite|apt|apartment|unit|purchase|sequence|floor|case$|omb|vat|gst/,
      )
      ? 'other'
      : 'document'
  if (is(/.{3}[nm]ame$|^(?:name(?:of|der|des)|nomd[ue]|nombredel?|nomed[aoie]l?|naamvan|nazwa)/))
    return is(isThing) ? null : is(/company|business|firm|employer|organi[sz]ation/) ? 'employer' : 'name'
  return null
}

/** The phrase that differs from some letters by no more than one letter in seven. */
function nearly(letters: string): PrivateType | 'other' | null {
  if (letters.length < 6) return null
  const allowed = Math.floor(letters.length / 7) + (letters.length >= 10 ? 1 : 0)
  if (allowed === 0) return null
  let best: { readonly type: PrivateType | 'other'; readonly errors: number } | null = null
  for (const { type, letters: phrase } of LONG) {
    if (Math.abs(phrase.length - letters.length) > allowed) continue
    const errors = distance(phrase, letters, allowed)
    if (errors <= allowed && (best === null || errors < best.errors)) best = { type, errors }
  }
  return best?.type ?? null
}

/** A label in several languages run together: most of its letters are those of phrases. */
function covering(letters: string): PrivateType | 'other' | null {
  let rest = letters
  let type: PrivateType | 'other' | null = null
  let taken = 0
  for (const phrase of LONG) {
    const at = rest.indexOf(phrase.letters)
    if (at < 0) continue
    rest = `${rest.slice(0, at)}\n${rest.slice(at + phrase.letters.length)}`
    taken += phrase.letters.length
    if (type === null || (type === 'other' && phrase.type !== 'other')) type = phrase.type
  }
  return taken >= 0.75 * letters.length ? type : null
}

/** Levenshtein's, given up above `most`. */
function distance(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    if (Math.min(...next) > most) return most + 1
    row = next
  }
  return row.at(-1)!
}

/** Whether a text is a label of the list, and not only built like one. */
export function isListed(text: string): boolean {
  const letters = compact(bare(text))
  return EXACT.has(letters) || nearly(letters) !== null
}

/** Abbreviations of what is no person's: numbers of firms, goods and papers. */
const FIRMS_NUMBERS =
  /^(?:TEL|FAX|VAT|TVA|MWST|UST|GST|IBAN|BIC|SWIFT|BLZ|PO|REF|INV|QTY|SKU|EAN|UPC|ISBN|ISSN|OMB|ZIP|SIRET|SIREN|RCS|APE|ABN|ACN|HRB|HRA|CIN|DATE|TIME|TOTAL|CHECK|CHK|ORDER|TRANS|TRN|STORE|REG|TERM|BATCH|SEQ|SLIP|TILL|POS|AUTH|TID|MID|RRN|STAN|LOT|EXP|REV|DOI|URL|SN|PN|FCC|MAC|IP)$/

export interface Labelled {
  readonly type: PrivateType | 'other'
  /** Where the value begins in the cell's text. */
  readonly at: number
  /** Whether a mark stands between: without one, words may be a longer label. */
  readonly marked: boolean
}

/** A label at the beginning of a cell that holds its value too. */
export function labelBefore(text: string): Labelled | null {
  const mark = /[:：#]+\s*|\.{2,}\s*| [-–=] /.exec(text)
  if (mark !== null && mark.index > 0 && mark.index <= 60) {
    const type = labelOf(text.slice(0, mark.index))
    const at = mark.index + mark[0].length
    if (type !== null && text.slice(at).trim() !== '') return { type, at, marked: true }
    // "TCKN: 10482077516": short for the number of something, in a language of its own.
    const before = text.slice(0, mark.index).trim()
    const code = text.slice(at).trim()
    const isCode = /^[\p{Lu}\d./-]{7,20}$/u.test(code) && code.replace(/\D/g, '').length >= 6
    if (/^\p{Lu}{2,6}$/u.test(before) && !FIRMS_NUMBERS.test(before) && isCode)
      return { type: 'document', at, marked: true }
  }
  // Fewer words first would take "Date" for the label of "Date of birth 1 May 1990".
  const words = [...text.matchAll(/\S+/g)]
  for (let count = Math.min(6, words.length - 1); count >= 1; count--) {
    const end = words[count]!.index
    const before = text.slice(0, end)
    // "CITY, METRO MANILA" goes on with an address.
    if (/\p{L}.*\d|,\s*$/u.test(before)) continue
    const type = EXACT.get(compact(bare(before))) ?? EXACT.get(compact(before)) ?? null
    if (type !== null && /\p{L}{2}|\p{Script=Han}/u.test(before)) return { type, at: end, marked: false }
  }
  return null
}
