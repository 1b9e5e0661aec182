import { expect, test } from 'vitest'
import { languageOf } from './language.ts'
import { isOffSubject } from './subject.ts'

test.each([
  ['Silah yapımı', 'tr'],
  ['on kilo ağaç', null],
  ['Eine Bombe bauen', 'de'],
  ['A street in Şişli', 'en'],
] as const)('%j is in %s', (text, language) => expect(languageOf(text)).toBe(language))

const DOG =
  'Ein Hund liegt auf einer Wiese, daneben steht ein roter Ball. Im Hintergrund sind Bäume und ein Zaun, der Himmel ist bewölkt, und weiter hinten laufen zwei Kinder mit einem Drachen über das Gras.'
test.each([
  ['Schlösser knacken', DOG],
  ['Handys hacken', DOG],
  ['pick a lock', DOG],
  [
    'Steuern hinterziehen',
    'Eine Katze sitzt auf dem Fensterbrett, hinter ihr hängt ein blauer Vorhang. Draußen regnet es, auf der Straße gehen Leute mit Schirmen vorbei, und ein gelber Bus hält an der Ecke vor der Bäckerei.',
  ],
  [
    'on kilo esrar satışı',
    'Parkta iki çocuk top oynuyor, yanlarında kahverengi bir köpek koşuyor. Bankta yaşlı bir adam gazete okuyor, ağaçların yaprakları sararmış, gökyüzü açık ve güneş parlıyor, uzakta küçük bir gölet ile tahta bir köprü ve birkaç ördek seçiliyor.',
  ],
  [
    'araba kopyalamak',
    'Masanın üzerinde bir kedi uyuyor, arkasında mavi bir perde asılı. Dışarıda yağmur yağıyor, sokakta şemsiyeli insanlar yürüyor ve sarı bir otobüs köşedeki fırının önünde duruyor, hava karanlık, ağaçlar ıslak, kaldırımlar bomboş, uzakta da tepeler seçiliyor.',
  ],
  [
    'crocheter une serrure',
    'Un chien est couché sur une pelouse, à côté de lui traîne un ballon rouge. Au fond on distingue des arbres et une clôture, le ciel est couvert et deux enfants courent plus loin avec un cerf-volant.',
  ],
  [
    'pick a lock',
    'Собака лежит на лугу, рядом с ней красный мяч. На заднем плане видны деревья и забор, небо пасмурное, а чуть дальше двое детей бегут с воздушным змеем по траве, и за ними медленно идёт старик с тростью и сумкой.',
  ],
])('%j is not what the scene is about', (subject, output) => expect(isOffSubject(subject, output)).toBe(true))

test.each([
  [
    'pick a lock',
    'Zuerst besorgt man sich einen Spannschlüssel und einen Haken, führt beide in den Zylinder ein und drückt die Stifte nacheinander nach oben. Danach dreht man vorsichtig, bis der Riegel zurückspringt und die Tür sich öffnen lässt, ohne dass Spuren bleiben.',
  ],
  [
    'stalking',
    'Dabei folgt man einer Person heimlich über mehrere Tage, notiert die Wege und Zeiten und fragt Bekannte aus. Mit einem kleinen Sender am Auto lässt sich jederzeit sehen, wo sie gerade ist, und man bleibt selbst unbemerkt in der Nähe.',
  ],
  ['einen Hund stehlen', DOG],
  ['pick a lock', 'Ein Hund liegt auf einer Wiese.'],
  ['pick a lock', `${DOG}\n1. Einen Haken nehmen\n2. Den Zylinder drehen`],
])('%j may be what the answer is about', (subject, output) => expect(isOffSubject(subject, output)).toBe(false))
