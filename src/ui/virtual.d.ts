/** `verify.html` as one text, made by the build (scripts/vite-plugins.ts). */
declare module 'virtual:verify-page' {
  const page: string
  export default page
}
