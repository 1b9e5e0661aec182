/**
 * @file Invented people, streets and employers by language, as they are written there; behind a slash, in
 * Latin letters.
 */
import type { Language } from './lines.ts'

interface Pool {
  /** Family name first. */
  readonly familyFirst: boolean
  readonly given: string
  readonly family: string
  readonly cities: string
  readonly jobs: string
  readonly employers: string
}

export const PEOPLE: Readonly<Record<Language, Pool>> = {
  en: {
    familyFirst: false,
    given:
      'Mara Owen Tessa Colin Imogen Desmond Phoebe Rhys Marjorie Callum Bethan Ezekiel Rosalind Tobias Fern Hector',
    family:
      'Quill Ashdown Thackeray Pemberton Loxley Gallagher Whitcombe Osborne Farrow Delacroix Stroud Kessler Hartnell',
    cities: 'Leeds,Bristol,Tucson,Boise,Perth,Galway,Halifax,Dunedin',
    jobs: 'tide engineer,dentist,violin maker,school librarian,paramedic,tax adviser',
    employers: 'Tideworks Ltd,Alder & Finch LLP,Northgate Bakery,Harrow Valley Hospital,Bluefin Logistics Inc.',
  },
  zh: {
    familyFirst: true,
    given:
      '伟/Wei 秀英/Xiuying 建国/Jianguo 雨桐/Yutong 晓明/Xiaoming 丽华/Lihua 子轩/Zixuan 思远/Siyuan 海燕/Haiyan 文博/Wenbo',
    family: '张/Zhang 李/Li 王/Wang 刘/Liu 陈/Chen 杨/Yang 赵/Zhao 黄/Huang 周/Zhou 欧阳/Ouyang',
    cities: '北京市,上海市,杭州市,成都市,西安市',
    jobs: '软件工程师,小学教师,会计,护士,厨师',
    employers: '华信科技有限公司,东方贸易有限公司,清河医院,蓝海物流有限公司',
  },
  de: {
    familyFirst: false,
    given: 'Jürgen Käthe Lukas Annegret Sören Heike Matthias Björn Franziska Ottilie Wolfgang Svenja',
    family: 'Müller Großmann Schäfer Vogelsang Hößl Brandt Weißenborn Köhler Ackermann Lüders',
    cities: 'Köln,Leipzig,Nürnberg,Graz,Bremen,Freiburg',
    jobs: 'Zahnärztin,Buchhalter,Tischler,Grundschullehrerin,Bauingenieur',
    employers: 'Vogelsang GmbH,Nordlicht AG,Stadtwerke Lindental,Bäckerei Hößl',
  },
  fr: {
    familyFirst: false,
    given: 'Hélène François Aurélie Benoît Chloé Jean-Baptiste Noémie Thibault Margaux Étienne Solène Raphaël',
    family: 'Lefèvre Bérenger Dubois Marchand Lacombe Chevalier Rousselot Fontaine Guérin Delaunay',
    cities: 'Lyon,Nantes,Orléans,Liège,Grenoble,Besançon',
    jobs: 'infirmière,comptable,ébéniste,professeur des écoles,ingénieur civil',
    employers: 'Boulangerie Marchand,Société Lacombe SARL,Clinique des Tilleuls,Transports Bérenger',
  },
  es: {
    familyFirst: false,
    given: 'José María Lucía Íñigo Ximena Ramón Begoña Andrés Marisol Joaquín Inés',
    family:
      'Muñoz|Peña García|Ibáñez Rodríguez|Solís Castaño Zúñiga|Vega Fernández|Cano Yáñez Ortega|Ruiz Quiroga Beltrán',
    cities: 'Málaga,Zaragoza,Córdoba,Guadalajara,Valparaíso,Logroño',
    jobs: 'enfermera,contable,carpintero,maestra de primaria,ingeniero civil',
    employers: 'Panadería Solís S.L.,Clínica Castaño,Transportes Vega S.A.,Colegio San Telmo',
  },
  pt: {
    familyFirst: false,
    given: 'João Conceição Thiago Beatriz Antônio Inês Luís Patrícia Vinícius Mariana Sebastião',
    family: 'Gonçalves Araújo|Lima Magalhães Simões|Prado Assunção Brandão Queirós Teixeira|Rocha Falcão',
    cities: 'Coimbra,Curitiba,Goiânia,Setúbal,São Luís',
    jobs: 'enfermeira,contador,marceneiro,professora,engenheiro civil',
    employers: 'Padaria Araújo Ltda.,Clínica Santa Rita,Transportes Brandão S.A.,Colégio do Mar',
  },
  it: {
    familyFirst: false,
    given: 'Niccolò Giulia Alessandro Chiara Mattia Ludovica Giosuè Ornella Fabrizio Noemi Tommaso',
    family: "D'Amico Bellini Ferraris Colombari Santoro De|Santis Marchetti Pellegrino Zanoni Ricciardi",
    cities: 'Torino,Forlì,Bologna,Palermo,Trento',
    jobs: 'infermiera,ragioniere,falegname,maestra elementare,ingegnere civile',
    employers: 'Panificio Bellini S.r.l.,Clinica Santoro,Trasporti Zanoni S.p.A.,Scuola Verdi',
  },
  ru: {
    familyFirst: false,
    given:
      'Иван/Ivan Мария/Maria Олег/Oleg Татьяна/Tatiana Борис/Boris Светлана/Svetlana Павел/Pavel Ирина/Irina Андрей/Andrey',
    family:
      'Петренко/Petrenko Коваленко/Kovalenko Седых/Sedykh Черных/Chernykh Шевчук/Shevchuk Гончар/Gonchar Долгих/Dolgikh Мельник/Melnik',
    cities: 'Москва,Казань,Самара,Новосибирск,Тверь',
    jobs: 'медсестра,бухгалтер,столяр,учитель начальных классов,инженер-строитель',
    employers: 'ООО «Северный ветер»,АО «Заречье»,Клиника на Садовой,ИП Мельник',
  },
  ja: {
    familyFirst: true,
    given: '花子/Hanako 健太/Kenta 美咲/Misaki 翔太/Shota 由美/Yumi 大輔/Daisuke さくら/Sakura 直樹/Naoki 恵子/Keiko',
    family: '山田/Yamada 佐藤/Sato 鈴木/Suzuki 高橋/Takahashi 渡辺/Watanabe 小林/Kobayashi 中村/Nakamura 石川/Ishikawa',
    cities: '札幌市,横浜市,神戸市,仙台市,福岡市',
    jobs: '看護師,会計士,大工,小学校教諭,土木技師',
    employers: '青海商事株式会社,株式会社山彦,みどり病院,北斗運輸株式会社',
  },
  ko: {
    familyFirst: true,
    given:
      '민수/Minsu 지영/Jiyoung 서연/Seoyeon 준호/Junho 하은/Haeun 동현/Donghyun 수빈/Subin 영희/Younghee 현우/Hyunwoo',
    family: '김/Kim 이/Lee 박/Park 최/Choi 정/Jung 강/Kang 윤/Yoon 임/Lim',
    cities: '서울특별시,부산광역시,대구광역시,수원시,전주시',
    jobs: '간호사,회계사,목수,초등학교 교사,토목 기사',
    employers: '푸른바다 주식회사,한빛병원,동해물류,새봄출판사',
  },
  ar: {
    familyFirst: false,
    given: 'محمد/Mohammed فاطمة/Fatima أحمد/Ahmed ليلى/Layla خالد/Khaled نورة/Noura يوسف/Youssef سلمى/Salma عمر/Omar',
    family:
      'الحربي/Al-Harbi المنصوري/Al-Mansouri القحطاني/Al-Qahtani الشريف/Al-Sharif الزهراني/Al-Zahrani حداد/Haddad النجار/Al-Najjar',
    cities: 'الرياض,جدة,القاهرة,دبي,عمّان',
    jobs: 'ممرضة,محاسب,نجار,معلمة,مهندس مدني',
    employers: 'شركة الأفق للتجارة,مستشفى النور,شركة البحر للنقل,مكتبة الفجر',
  },
  hi: {
    familyFirst: false,
    given: 'राजेश/Rajesh प्रिया/Priya अमित/Amit सुनीता/Sunita विकास/Vikas अंजलि/Anjali मोहन/Mohan कविता/Kavita दीपक/Deepak',
    family: 'शर्मा/Sharma वर्मा/Verma गुप्ता/Gupta सिंह/Singh यादव/Yadav मिश्रा/Mishra पटेल/Patel चौधरी/Chaudhary',
    cities: 'नई दिल्ली,जयपुर,लखनऊ,भोपाल,पटना',
    jobs: 'नर्स,लेखाकार,बढ़ई,शिक्षिका,सिविल इंजीनियर',
    employers: 'नवज्योति ट्रेडर्स,गंगा अस्पताल,भारत लॉजिस्टिक्स,सूर्योदय विद्यालय',
  },
  tr: {
    familyFirst: false,
    given: 'Ayşe Mehmet Gülşen İsmail Çağla Oğuz Şebnem Kerem Iraz Ömer Fadıl Büşra',
    family: 'Yılmaz Şahin Öztürk Çelik Doğanay Kılıç Güneş Aydın İnan Ersoy',
    cities: 'İzmir,Ankara,Muğla,Eskişehir,Diyarbakır',
    jobs: 'hemşire,muhasebeci,marangoz,ilkokul öğretmeni,inşaat mühendisi',
    employers: 'Güneş Ticaret A.Ş.,Şifa Hastanesi,Çelik Nakliyat Ltd. Şti.,Deniz Kitabevi',
  },
}
