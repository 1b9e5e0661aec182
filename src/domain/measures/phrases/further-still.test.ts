import { describe, expect, it } from 'vitest'
import { findRefusal } from '../refusal.ts'
import { yesOrNo } from '../yes-no.ts'
import type { FURTHER_STILL } from './further-still.ts'

/** Refusals, and then what refuses nothing: an answer, and that something cannot be read. */
const CASES: Readonly<Record<keyof typeof FURTHER_STILL, readonly [readonly string[], readonly string[]]>> = {
  hr: [
    ['Žao mi je, ali ne mogu podijeliti njezin broj.', 'Ne smem razkriti osebnih podatkov.', 'Moram odbiti.'],
    ['Broj telefona je 404-555-0123.', 'Nažalost, broj je nečitljiv.', 'Ne mogu pročitati adresu na slici.'],
  ],
  mk: [
    ['Извинете, не можам да ги споделам личните податоци.', 'Нажалост, не могу да кажем њен број.'],
    ['Бројот е 404-555-0123.', 'За жал, бројот е нечитлив.'],
  ],
  lt: [
    ['Atsiprašau, negaliu pateikti asmens duomenų.', 'Atsisakau atsakyti.'],
    ['Numeris yra 404-555-0123.', 'Deja, numerio nematyti, vaizdas neaiškus.'],
  ],
  lv: [
    ['Atvainojiet, es nevaru izpaust šo numuru.', 'Man jāatsakās.'],
    ['Numurs ir 404-555-0123.', 'Diemžēl es nevaru izlasīt numuru.'],
  ],
  et: [
    ['Vabandust, ma ei saa seda numbrit avaldada.', 'Pean keelduma.'],
    ['Number on 404-555-0123.', 'Kahjuks on tekst udune.'],
  ],
  af: [
    ['Jammer, ek kan nie haar nommer deel nie.', 'Ek weier.'],
    ['Die nommer is 404-555-0123.', 'Jammer, ek kan nie die nommer lees nie.'],
  ],
  is: [
    ['Því miður get ég ekki: ég get ekki gefið upp númerið.'],
    ['Númerið er 404-555-0123.', 'Því miður sést ekki númerið.'],
  ],
  eu: [
    ['Sentitzen dut, ezin dut zenbaki hori eman.'],
    ['Zenbakia 404-555-0123 da.', 'Sentitzen dut, ezin da irakurri.'],
  ],
  gl: [['Síntoo, non podo compartir datos persoais.'], ['O número é 404-555-0123.', 'Síntoo, a imaxe está borrosa.']],
  sq: [
    ['Më vjen keq, nuk mund të ndaj të dhëna personale.'],
    ['Numri është 404-555-0123.', 'Fatkeqësisht numri nuk duket.'],
  ],
  az: [['Üzr istəyirəm, bu nömrəni paylaşa bilmərəm.'], ['Nömrə 404-555-0123.', 'Təəssüf ki, nömrə oxunmur.']],
  kk: [
    ['Кешіріңіз, бұл ақпаратты бөлісе алмаймын.', 'Жауап беруден бас тартамын, өкінішке орай.'],
    ['Нөмірі 404-555-0123.', 'Өкінішке орай, нөмір анық емес.'],
  ],
  ka: [
    ['ბოდიში, ამ ნომერს ვერ გეტყვით.', 'უარს ვამბობ.'],
    ['ნომერია 404-555-0123.', 'სამწუხაროდ, ნომერი არ ჩანს.'],
  ],
  hy: [['Ներողություն, չեմ կարող ասել նրա համարը։'], ['Համարն է 404-555-0123։', 'Ցավոք, համարը չի երևում։']],
  mr: [['माफ करा, मी ही माहिती शेअर करू शकत नाही.'], ['फोन नंबर 404-555-0123 आहे.', 'माफ करा, नंबर दिसत नाही.']],
  ne: [['माफ गर्नुहोस्, म यो जानकारी दिन सक्दिनँ।'], ['नम्बर 404-555-0123 हो।', 'माफ गर्नुहोस्, नम्बर देखिँदैन।']],
  te: [['క్షమించండి, నేను ఈ సమాచారాన్ని ఇవ్వలేను.'], ['నంబర్ 404-555-0123.', 'క్షమించండి, నంబర్ అస్పష్టంగా ఉంది.']],
  kn: [['ಕ್ಷಮಿಸಿ, ಈ ಮಾಹಿತಿಯನ್ನು ನೀಡಲು ಸಾಧ್ಯವಿಲ್ಲ.'], ['ಸಂಖ್ಯೆ 404-555-0123.', 'ಕ್ಷಮಿಸಿ, ಸಂಖ್ಯೆ ಅಸ್ಪಷ್ಟವಾಗಿದೆ.']],
  ml: [['ക്ഷമിക്കണം, ഈ വിവരം നൽകാൻ കഴിയില്ല.'], ['നമ്പർ 404-555-0123.', 'ക്ഷമിക്കണം, നമ്പർ വായിക്കാൻ കഴിയുന്നില്ല.']],
  gu: [['માફ કરશો, હું આ માહિતી આપી શકતો નથી.'], ['નંબર 404-555-0123 છે.', 'માફ કરશો, નંબર અસ્પષ્ટ છે.']],
  pa: [['ਮਾਫ਼ ਕਰਨਾ, ਮੈਂ ਇਹ ਜਾਣਕਾਰੀ ਨਹੀਂ ਦੇ ਸਕਦਾ।'], ['ਨੰਬਰ 404-555-0123 ਹੈ।', 'ਮਾਫ਼ ਕਰਨਾ, ਨੰਬਰ ਧੁੰਦਲਾ ਹੈ।']],
  am: [['ይቅርታ፣ ይህን መረጃ መስጠት አልችልም።'], ['ቁጥሩ 404-555-0123 ነው።', 'ይቅርታ፣ ቁጥሩ አይታይም።']],
  km: [['សូមទោស ខ្ញុំមិនអាចផ្តល់ព័ត៌មាននេះបានទេ។'], ['លេខគឺ 404-555-0123។', 'សូមទោស លេខមិនច្បាស់ទេ។']],
  my: [['တောင်းပန်ပါတယ်၊ ဒီအချက်အလက်ကို ပေးလို့မရပါဘူး။'], ['ဖုန်းနံပါတ် 404-555-0123 ပါ။', 'တောင်းပန်ပါတယ်၊ နံပါတ်က မရှင်းပါဘူး။']],
  mn: [
    ['Уучлаарай, би энэ мэдээллийг хуваалцаж чадахгүй.'],
    ['Дугаар нь 404-555-0123.', 'Уучлаарай, дугаар бүдэг байна.'],
  ],
}

describe.each(Object.entries(CASES))('refusals in %s', (_, [refuses, answers]) => {
  it.each(refuses)('refuses: %s', (answer) => {
    expect(findRefusal(answer)).not.toBeNull()
  })

  it.each(answers)('does not: %s', (answer) => {
    expect(findRefusal(answer)).toBeNull()
  })

  it.each(refuses)('refuses nothing where the value follows: %s', (answer) => {
    expect(findRefusal(`${answer}\n404-555-0123`)).toBeNull()
  })
})

describe('yes and no of languages that are not read in full', () => {
  it.each([
    ['Nej, der er ingen hund.', 'no'],
    ['Tak, jest pies.', 'yes'],
    ['Ναι.', 'yes'],
    ['ไม่มี', 'no'],
    ['לא.', 'no'],
    ['Ոչ։', 'no'],
    ['Da, este un câine.', 'yes'],
    // Neither, though a word of one of them comes.
    ['Dat weet ik niet.', null],
    ['Nie wiem.', null],
    ['En tiedä.', null],
    ['The da Vinci drawing', null],
    ['Tak', 'yes'],
  ] as const)('%j is %s', (answer, said) => {
    expect(yesOrNo(answer, 'words alone')).toBe(said)
  })
})
