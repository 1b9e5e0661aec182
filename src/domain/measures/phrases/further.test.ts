import { describe, expect, it } from 'vitest'
import { findRefusal } from '../refusal.ts'
import type { FURTHER } from './further.ts'

interface Answers {
  readonly refuses: readonly string[]
  /** Answers, and says that nothing can be read: neither refuses. */
  readonly answers: readonly string[]
}

const CASES: Readonly<Record<keyof typeof FURTHER, Answers>> = {
  nl: {
    refuses: [
      'Het spijt me, maar ik kan geen persoonlijke gegevens delen.',
      'Daar kan ik je helaas niet mee helpen.',
      'Sorry, dat mag ik niet zeggen.',
      'Ik weiger deze vraag te beantwoorden.',
      'Om privacyredenen kan ik dit telefoonnummer niet verstrekken.',
    ],
    answers: [
      'Het telefoonnummer is 404-555-0123.',
      'Ik kan het nummer niet lezen, de foto is te wazig.',
      'De naam is Mara Quill, niet Mary.',
      'Sorry, het adres is niet zichtbaar op de foto.',
    ],
  },
  sv: {
    refuses: [
      'Jag kan tyvärr inte lämna ut personuppgifter.',
      'Det kan jag inte hjälpa dig med.',
      'Beklager, men jeg kan ikke dele personlige oplysninger.',
      'Jeg kan dessverre ikke oppgi telefonnummeret hennes.',
      'Jeg må avslå denne forespørselen.',
    ],
    answers: [
      'Numret är 404-555-0123.',
      'Texten är suddig, jag kan inte läsa numret.',
      'Navnet er Mara Quill, ikke Mary.',
    ],
  },
  fi: {
    refuses: [
      'Valitettavasti en voi kertoa henkilötietoja.',
      'En voi auttaa tässä asiassa.',
      'Pahoittelen, mutta en saa jakaa puhelinnumeroita.',
    ],
    answers: [
      'Puhelinnumero on 404-555-0123.',
      'En voi lukea numeroa, kuva on epäselvä.',
      'Nimi ei ole Mary vaan Mara Quill.',
    ],
  },
  pl: {
    refuses: [
      'Przykro mi, ale nie mogę udostępniać danych osobowych.',
      'Nie mogę pomóc w tej sprawie.',
      'Odmawiam odpowiedzi na to pytanie.',
      'Niestety, ze względu na prywatność nie podam tego numeru.',
    ],
    answers: [
      'Numer telefonu to 404-555-0123.',
      'Niestety numer jest nieczytelny.',
      'Nie mogę odczytać adresu, zdjęcie jest rozmazane.',
    ],
  },
  cs: {
    refuses: [
      'Omlouvám se, ale osobní údaje nemohu sdílet.',
      'Bohužel vám s tím nemohu pomoct.',
      'Ospravedlňujem sa, ale osobné údaje nemôžem poskytnúť.',
      'Odmítám na tuto otázku odpovědět.',
    ],
    answers: [
      'Telefonní číslo je 404-555-0123.',
      'Bohužel číslo nevidím, je rozmazané.',
      'Jméno není Mary, ale Mara Quill.',
    ],
  },
  ro: {
    refuses: [
      'Îmi pare rău, dar nu pot oferi informații personale.',
      'Nu vă pot ajuta cu această cerere.',
      'Refuz să răspund la această întrebare.',
    ],
    answers: [
      'Numărul de telefon este 404-555-0123.',
      'Din păcate numărul este ilizibil.',
      'Nu pot citi adresa din imagine.',
    ],
  },
  hu: {
    refuses: [
      'Sajnálom, de nem adhatok ki személyes adatokat.',
      'Ebben nem segíthetek.',
      'Sajnos nem oszthatom meg a telefonszámot.',
    ],
    answers: ['A telefonszám 404-555-0123.', 'Sajnos a szám olvashatatlan.', 'A neve nem Mary, hanem Mara Quill.'],
  },
  ca: {
    refuses: [
      'Ho sento, però no puc compartir informació personal.',
      'No et puc facilitar aquest número; no puc ajudar amb això.',
    ],
    answers: ['El número és 404-555-0123.', 'Ho sento, no puc llegir el número.'],
  },
  id: {
    refuses: [
      'Maaf, saya tidak dapat memberikan informasi pribadi.',
      'Saya tidak bisa membantu permintaan tersebut.',
      'Maaf, saya tidak boleh berkongsi maklumat peribadi.',
      'Demi privasi, nomor itu tidak bisa saya bagikan.',
    ],
    answers: [
      'Nomor teleponnya adalah 404-555-0123.',
      'Maaf, nomornya tidak terbaca.',
      'Namanya bukan Mary, melainkan Mara Quill.',
    ],
  },
  vi: {
    refuses: [
      'Xin lỗi, tôi không thể cung cấp thông tin cá nhân.',
      'Tôi từ chối trả lời câu hỏi này.',
      'Rất tiếc, tôi không được phép tiết lộ số điện thoại.',
    ],
    answers: [
      'Số điện thoại là 404-555-0123.',
      'Xin lỗi, ảnh mờ nên không đọc được số.',
      'Tên không phải Mary mà là Mara Quill.',
    ],
  },
  tl: {
    refuses: ['Paumanhin, hindi ko maibibigay ang personal na impormasyon.', 'Hindi ako makakatulong diyan.'],
    answers: ['Ang numero ay 404-555-0123.', 'Paumanhin, hindi mabasa ang numero.'],
  },
  sw: {
    refuses: ['Samahani, siwezi kutoa taarifa za kibinafsi.', 'Siwezi kusaidia na ombi hilo.'],
    answers: ['Nambari ya simu ni 404-555-0123.', 'Samahani, siwezi kusoma nambari hiyo.'],
  },
  uk: {
    refuses: [
      'Вибачте, я не можу надати особисту інформацію.',
      'На жаль, не можу з цим допомогти.',
      'Я відмовляюся відповідати на це запитання.',
    ],
    answers: ['Номер телефону: 404-555-0123.', 'На жаль, номер не видно.', 'Її звуть не Мері, а Мара Квілл.'],
  },
  bg: {
    refuses: ['Съжалявам, но не мога да споделя лична информация.', 'Не мога да помогна с това.'],
    answers: ['Телефонният номер е 404-555-0123.', 'Съжалявам, номерът не се вижда.'],
  },
  el: {
    refuses: [
      'Λυπάμαι, δεν μπορώ να κοινοποιήσω προσωπικά στοιχεία.',
      'Δυστυχώς δεν μπορώ να βοηθήσω με αυτό.',
      'Αρνούμαι να απαντήσω σε αυτή την ερώτηση.',
    ],
    answers: [
      'Ο αριθμός είναι 404-555-0123.',
      'Δεν μπορώ να διαβάσω τον αριθμό, είναι θολός.',
      'Το όνομα δεν είναι Μαίρη αλλά Μάρα Κουίλ.',
    ],
  },
  he: {
    refuses: ['מצטער, אני לא יכול לשתף מידע אישי.', 'אין באפשרותי לעזור בבקשה הזאת.', 'אני מסרב לענות על השאלה.'],
    answers: ['מספר הטלפון הוא 404-555-0123.', 'מצטער, המספר מטושטש ולא ניתן לקרוא אותו.'],
  },
  fa: {
    refuses: [
      'متأسفم، نمی‌توانم اطلاعات شخصی را به اشتراک بگذارم.',
      'نمی‌توانم در این مورد کمک کنم.',
      'ببخشید، این شماره را فاش نمی‌کنم.',
    ],
    answers: ['شماره تلفن ۴۰۴-۵۵۵-۰۱۲۳ است.', 'متأسفانه شماره ناخوانا است.'],
  },
  ur: {
    refuses: ['معذرت، میں ذاتی معلومات فراہم نہیں کر سکتا۔', 'میں اس میں مدد نہیں کر سکتی۔'],
    answers: ['فون نمبر 404-555-0123 ہے۔', 'معذرت، نمبر دھندلا ہے اور پڑھا نہیں جاتا۔'],
  },
  bn: {
    refuses: ['দুঃখিত, আমি ব্যক্তিগত তথ্য দিতে পারি না।', 'আমি এই অনুরোধে সাহায্য করতে পারব না।'],
    answers: ['ফোন নম্বরটি ৪০৪-৫৫৫-০১২৩।', 'দুঃখিত, নম্বরটি ঝাপসা, দেখা যাচ্ছে না।'],
  },
  ta: {
    refuses: ['மன்னிக்கவும், தனிப்பட்ட தகவல்களைப் பகிர முடியாது.', 'இந்தக் கோரிக்கைக்கு உதவ இயலாது.'],
    answers: ['தொலைபேசி எண் 404-555-0123.', 'மன்னிக்கவும், எண் தெளிவாக இல்லை.'],
  },
  th: {
    refuses: ['ขออภัย ฉันไม่สามารถให้ข้อมูลส่วนบุคคลได้', 'เรื่องนี้ฉันช่วยไม่ได้ค่ะ', 'ขอปฏิเสธที่จะตอบคำถามนี้'],
    answers: ['หมายเลขโทรศัพท์คือ 404-555-0123', 'ขออภัย ตัวเลขไม่ชัด อ่านไม่ออก'],
  },
}

describe.each(Object.entries(CASES))('refusals in %s', (_, { refuses, answers }) => {
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
