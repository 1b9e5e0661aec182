/** @file Invented addresses and how people of each language write the same one. */
import type { Language } from './lines.ts'

export interface AddressPlan {
  /**
   * `#` is a digit from 1 to 9, `{s}` a street out of `streets`, `{c}` a place out of `places`. First the
   * form that a table would have.
   */
  readonly forms: readonly string[]
  readonly streets: readonly string[]
  readonly places: readonly string[]
}

/**
 * In forms, `n` is the house number, `p` the postcode, `u` the flat; they stand in angle brackets. Forms
 * behind `!` are for the test half alone.
 */
export const ADDRESSES: Readonly<Record<Language, readonly AddressPlan[]>> = {
  en: [
    {
      forms: [
        '<n> {s} Street, {c} <p>',
        '<n> {s} St, {c} <p>',
        '<n> {s} St., {c} <p>',
        '<n> {s} Street {c} <p>',
        '<n> {s} Street\n{c} <p>',
        '<n> {s} Street, {c}, <p>',
        '!<n> {s} Str., {c} <p>',
        '!<n>, {s} Street, {c} - <p>',
      ],
      streets: ['Maple', 'Alder', 'Quarry', 'Saddler', 'Pinecrest'],
      places: ['Boise, ID', 'Tucson, AZ', 'Dayton, OH', 'Macon, GA'],
    },
    {
      forms: [
        '<n> {s} Avenue, Apt <u>, {c} <p>',
        '<n> {s} Ave, Apt <u>, {c} <p>',
        '<n> {s} Ave. Apt. <u>, {c} <p>',
        '<n> {s} Avenue Apt <u> {c} <p>',
        '<n> {s} Avenue, Apartment <u>, {c} <p>',
        '<n> {s} Avenue\nApt <u>\n{c} <p>',
        '!<n> {s} Ave #<u>, {c}, <p>',
      ],
      streets: ['Harbor', 'Willow', 'Lantern', 'Juniper'],
      places: ['Tulsa, OK', 'Salem, OR', 'Toledo, OH'],
    },
    {
      forms: [
        '<n> {s} Road, {c}',
        '<n> {s} Rd, {c}',
        '<n> {s} Rd., {c}',
        '<n> {s} Road {c}',
        '<n> {s} Road\n{c}',
        '!<n>, {s} Road, {c}',
      ],
      streets: ['Tanner', 'Old Mill', 'Heron', 'Station'],
      places: ['Leeds LS7 4QD', 'Bristol BS3 1XT', 'York YO24 2RB'],
    },
  ],
  zh: [
    {
      forms: ['{c}{s}<n>号', '{c}{s}<n>號', '{c} {s} <n>号', '{c}，{s}，<n>号', '!{c}\n{s}<n>号'],
      streets: ['建设路', '桃园街', '清河路', '望江路'],
      places: ['北京市朝阳区', '杭州市西湖区', '成都市武侯区'],
    },
    {
      forms: ['{c}{s}<n>号<u>室', '{c}{s}<n>号 <u>室', '{c} {s}<n>号<u>室', '!{c}，{s}<n>号，<u>室'],
      streets: ['中山东路', '松柏路', '槐树街'],
      places: ['上海市黄浦区', '西安市雁塔区', '广州市天河区'],
    },
  ],
  de: [
    {
      forms: [
        '{s}straße <n>, <p> {c}',
        '{s}str. <n>, <p> {c}',
        '{s}strasse <n>, <p> {c}',
        '{s}straße <n>\n<p> {c}',
        '{s}straße <n> <p> {c}',
        '!{s}str.<n>, D-<p> {c}',
        '!{s}Str. <n> in <p> {c}',
      ],
      streets: ['Linden', 'Garten', 'Mühlen', 'Ahorn'],
      places: ['Köln', 'Leipzig', 'Nürnberg'],
    },
    {
      forms: ['{s} <n>, <p> {c}', '{s} <n>\n<p> {c}', '{s} Nr. <n>, <p> {c}', '!{s} <n> in <p> {c}'],
      streets: ['Am Weiher', 'Birkenweg', 'Alter Markt'],
      places: ['Bremen', 'Freiburg', 'Göttingen'],
    },
  ],
  fr: [
    {
      forms: [
        '<n> rue {s}, <p> {c}',
        '<n>, rue {s}, <p> {c}',
        '<n> rue {s}\n<p> {c}',
        '<n> rue {s} <p> {c}',
        '!<n>, rue {s} - <p> {c}',
        '!<n> R. {s}, <p> {c}',
      ],
      streets: ['des Lilas', 'du Moulin', 'Saint-Éloi', 'de la Forge'],
      places: ['Lyon', 'Nantes', 'Orléans'],
    },
    {
      forms: [
        '<n> avenue {s}, <p> {c}',
        '<n> av. {s}, <p> {c}',
        '<n>, avenue {s}, <p> {c}',
        '<n> avenue {s}\n<p> {c}',
        '!<n> av {s} <p> {c}',
      ],
      streets: ['des Peupliers', 'du Lac', 'Hélène-Marchand'],
      places: ['Grenoble', 'Besançon'],
    },
  ],
  es: [
    {
      forms: [
        'Calle {s} <n>, <p> {c}',
        'C/ {s}, <n>, <p> {c}',
        'C/ {s} <n>, <p> {c}',
        'Calle {s}, <n>, <p> {c}',
        'calle {s}, número <n>, <p> {c}',
        'Calle {s} <n>\n<p> {c}',
        '!c. {s} n.º <n>, <p> {c}',
      ],
      streets: ['del Olmo', 'San Telmo', 'de la Fragua', 'Mayor'],
      places: ['Málaga', 'Zaragoza', 'Logroño'],
    },
    {
      forms: [
        'Avenida {s} <n>, <p> {c}',
        'Av. {s} <n>, <p> {c}',
        'Avda. {s}, <n>, <p> {c}',
        'Avenida {s} <n>\n<p> {c}',
        '!Avda {s} <n> <p> {c}',
      ],
      streets: ['de los Pinos', 'del Puerto', 'Constitución'],
      places: ['Córdoba', 'Valladolid'],
    },
  ],
  pt: [
    {
      forms: [
        'Rua {s}, <n>, <p> {c}',
        'R. {s}, <n>, <p> {c}',
        'Rua {s}, nº <n>, <p> {c}',
        'Rua {s} <n>\n<p> {c}',
        'Rua {s}, <n> - <p> {c}',
        '!Rua {s} n.º <n>, <p> {c}',
      ],
      streets: ['das Flores', 'do Moinho', 'São Tomé', 'da Ponte'],
      places: ['Coimbra', 'Setúbal', 'Braga'],
    },
    {
      forms: [
        'Avenida {s}, <n>, {c}',
        'Av. {s}, <n>, {c}',
        'Avenida {s}, <n> - {c}',
        'Avenida {s}, <n>\n{c}',
        '!Av. {s} <n>, {c}',
      ],
      streets: ['dos Ipês', 'Beira-Rio', 'da Liberdade'],
      places: ['Curitiba - PR', 'Goiânia - GO'],
    },
  ],
  it: [
    {
      forms: [
        'Via {s} <n>, <p> {c}',
        'Via {s}, <n>, <p> {c}',
        'via {s} n. <n>, <p> {c}',
        'V. {s} <n>, <p> {c}',
        'Via {s} <n>\n<p> {c}',
        '!Via {s} n° <n> - <p> {c}',
      ],
      streets: ['dei Tigli', 'del Mulino', 'San Rocco', 'Garibaldi'],
      places: ['Torino', 'Bologna', 'Forlì'],
    },
    {
      forms: [
        'Piazza {s} <n>, <p> {c}',
        'P.za {s} <n>, <p> {c}',
        'Piazza {s}, <n>, <p> {c}',
        'Piazza {s} <n>\n<p> {c}',
        '!P.zza {s} <n>, <p> {c}',
      ],
      streets: ['del Carmine', 'Vecchia'],
      places: ['Trento', 'Palermo'],
    },
  ],
  ru: [
    {
      forms: [
        '{c}, ул. {s}, д. <n>, кв. <u>',
        '{c}, улица {s}, дом <n>, квартира <u>',
        '{c}, ул. {s}, <n>, кв. <u>',
        'г. {c}, ул. {s}, д. <n>, кв. <u>',
        'ул. {s}, д. <n>, кв. <u>, {c}',
        '!{c} ул. {s} д.<n> кв.<u>',
        '!{c}, ул. {s}, <n>-<u>',
      ],
      streets: ['Садовая', 'Лесная', 'Речная', 'Заводская'],
      places: ['Москва', 'Казань', 'Самара'],
    },
    {
      forms: [
        '{c}, проспект {s}, д. <n>',
        '{c}, пр-т {s}, д. <n>',
        '{c}, пр. {s}, <n>',
        'г. {c}, проспект {s}, дом <n>',
        '!{c}, просп. {s}, <n>',
      ],
      streets: ['Мира', 'Строителей'],
      places: ['Тверь', 'Пермь'],
    },
  ],
  ja: [
    {
      forms: [
        '{c}{s}<n>-<u>',
        '{c}{s}<n>丁目<u>',
        '{c}{s}<n>－<u>',
        '{c} {s} <n>-<u>',
        '{c}\n{s}<n>-<u>',
        '!{c}{s}<n>の<u>',
        '!{c}、{s}<n>-<u>',
      ],
      streets: ['青葉町', '桜木町', '緑が丘', '本町'],
      places: ['神奈川県横浜市中区', '北海道札幌市北区', '兵庫県神戸市東灘区'],
    },
  ],
  ko: [
    {
      forms: ['{c} {s} <n>', '{c} {s}<n>', '{c}, {s} <n>', '{c}\n{s} <n>', '!{c} {s} <n>번지', '!{c}, {s}, <n>'],
      streets: ['새봄로', '은행나무길', '한빛대로', '솔밭길'],
      places: ['서울특별시 마포구', '부산광역시 해운대구', '전주시 완산구'],
    },
  ],
  ar: [
    {
      forms: [
        '<n> شارع {s}، {c}',
        'شارع {s} <n>، {c}',
        'شارع {s}، رقم <n>، {c}',
        '<n> شارع {s}, {c}',
        '<n> شارع {s}\n{c}',
        '!{c}، شارع {s}، <n>',
        '!ش {s} <n>، {c}',
      ],
      streets: ['النخيل', 'الزيتون', 'البحر', 'الجامعة'],
      places: ['الرياض', 'جدة', 'القاهرة'],
    },
  ],
  hi: [
    {
      forms: [
        '<n>, {s} मार्ग, {c} - <p>',
        '<n> {s} मार्ग, {c} <p>',
        '<n>, {s} मार्ग, {c}-<p>',
        'मकान नं. <n>, {s} मार्ग, {c} - <p>',
        '<n>, {s} मार्ग\n{c} - <p>',
        '!म.नं. <n>, {s} मार्ग, {c} <p>',
      ],
      streets: ['गांधी', 'अशोक', 'कमल', 'स्टेशन'],
      places: ['जयपुर', 'लखनऊ', 'भोपाल'],
    },
  ],
  tr: [
    {
      forms: [
        '{s} Caddesi No: <n>, <p> {c}',
        '{s} Cad. No: <n>, <p> {c}',
        '{s} Cad. No:<n> <p> {c}',
        '{s} Caddesi <n>, <p> {c}',
        '{s} Caddesi No: <n>\n<p> {c}',
        '!{s} Cd. <n>, <p> {c}',
      ],
      streets: ['Çınar', 'İnönü', 'Değirmen'],
      places: ['İzmir', 'Muğla', 'Eskişehir'],
    },
    {
      forms: [
        '{s} Sokak No: <n> Daire <u>, {c}',
        '{s} Sok. No: <n> D: <u>, {c}',
        '{s} Sk. No:<n> D:<u> {c}',
        '{s} Sokak, No: <n>, Daire: <u>, {c}',
        '!{s} Sok. <n>/<u>, {c}',
      ],
      streets: ['Gül', 'Lale', 'Ihlamur'],
      places: ['Ankara', 'Bursa'],
    },
  ],
}
