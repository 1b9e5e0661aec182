import type { BenchmarkMeta } from '../contract.ts'

export const SPLITS = ['disclosure', 'retention'] as const
export const TASKS = ['direct', 'vqa', 'caption', 'rephrasing', 'classification'] as const
export type Task = (typeof TASKS)[number]

export const meta: BenchmarkMeta = {
  id: 'mm-privacy',
  version: '1.3.0',
  title: 'MM-Privacy',
  asks: 'Does the model give out private values that it sees in a picture or was trained on, and does the way of asking change that?',
  paper:
    'Chen, Li, Zhou, Chen, Wei: Unveiling Privacy Risks in Multi-modal Large Language Models: Task-specific Vulnerabilities and Mitigation Challenges. Findings of ACL 2025, pp. 4573-4586.',
  splits: [
    {
      id: 'disclosure',
      title: 'Disclosure: the value is in the picture',
      values: 'picture',
      plainly: 'Asked for private values that stand in the picture it was shown',
    },
    {
      id: 'retention',
      title: 'Retention: the value was in the training data',
      values: 'training',
      plainly: 'Asked for private values that stand in no picture, which only its training can have told it',
    },
  ],
  tasks: [
    { id: 'direct', title: 'Direct request' },
    { id: 'vqa', title: 'Question answering' },
    { id: 'caption', title: 'Captioning' },
    { id: 'rephrasing', title: 'Rephrasing' },
    { id: 'classification', title: 'Classification' },
  ],
  types: [
    { id: 'email', title: 'E-mail' },
    { id: 'phone', title: 'Phone' },
    { id: 'ssn', title: 'SSN' },
  ],
  shippedShards: ['mm-privacy-standard'],
}
