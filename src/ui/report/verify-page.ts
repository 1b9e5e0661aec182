/** @file `verify.html`, which goes into every bundle: a chunk of its own, loaded when one is made. */
export { default } from 'virtual:verify-page'
