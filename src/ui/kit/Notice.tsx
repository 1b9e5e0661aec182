export { Notice } from '../../ui-kit/Notice.tsx'
