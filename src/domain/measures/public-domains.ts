/** Domains that many people share: to give one out says nothing about a person. */
export const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  'example.com example.org example.net gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net web.de proton.me protonmail.com mail.com mail.ru yandex.ru qq.com 163.com 126.com'.split(
    ' ',
  ),
)
