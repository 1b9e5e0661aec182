export { Notice } from '../../parts/Notice.tsx'
