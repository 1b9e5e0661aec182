import type { BenchmarkMeta } from '../contract.ts'

export const SPLITS = ['forget', 'test', 'retain', 'celebrity', 'holdout'] as const
export const TASKS = [
  'classification',
  'cloze',
  'generation',
  'classification-few-shot',
  'cloze-few-shot',
  'cloze-other-facts',
  'cloze-first-letter',
] as const
export type Task = (typeof TASKS)[number]
/** Whether the person is shown or named. */
export const MODALITIES = ['image-text', 'text'] as const

export const meta: BenchmarkMeta = {
  id: 'mllmu-bench',
  version: '1.5.0',
  title: 'MLLMU-Bench',
  asks: 'Is what the model knows of a person gone after unlearning, by any way of asking, and is everything else still there?',
  paper:
    'Liu, Dou, Jia, Tan, Zeng, Yuan, Jiang: Protecting Privacy in Multimodal Large Language Models with MLLMU-Bench. NAACL 2025, pp. 4105-4135.',
  splits: [
    { id: 'forget', title: 'Forget: people that are to be forgotten' },
    { id: 'test', title: 'Test: the same people, other pictures and wordings' },
    { id: 'retain', title: 'Retain: people that are to be kept' },
    { id: 'celebrity', title: 'Celebrity: people that are widely known' },
    { id: 'holdout', title: 'Holdout: people that no model has seen' },
  ],
  tasks: [
    { id: 'classification', title: 'Multiple choice' },
    { id: 'cloze', title: 'Fill in the blank' },
    { id: 'generation', title: 'In a sentence' },
    { id: 'classification-few-shot', title: 'Choice, examples', optional: true },
    { id: 'cloze-few-shot', title: 'Blank, examples', optional: true },
    { id: 'cloze-other-facts', title: 'Blank, other facts told', optional: true },
    { id: 'cloze-first-letter', title: 'Blank, first letter given', optional: true },
  ],
  types: [
    { id: 'image-text', title: 'Person in the picture' },
    { id: 'text', title: 'Person by name' },
  ],
  shippedShards: ['mllmu-bench-demo'],
  metrics: [
    {
      id: 'accuracy',
      title: 'Accuracy',
      means: 'multiple choice: the first character of the answer is the right letter; chance is 25%',
      share: true,
      headline: true,
    },
    {
      id: 'cloze-accuracy',
      title: 'Cloze accuracy',
      means: 'the answer holds the missing text, between word boundaries',
      share: true,
    },
    { id: 'rouge-1', title: 'ROUGE-1', means: 'F-measure of words against the true sentence', share: false },
    { id: 'rouge-2', title: 'ROUGE-2', means: 'F-measure of word pairs against the true sentence', share: false },
    {
      id: 'rouge-l',
      title: 'ROUGE-L',
      means: 'F-measure of the longest common sequence with the true sentence',
      share: false,
    },
    { id: 'rouge-l-recall', title: 'ROUGE-L recall', means: 'share of the true sentence that came out', share: false },
    { id: 'bleu', title: 'BLEU', means: '4-grams against the true sentence, smoothed by method 1', share: false },
    {
      id: 'truth-ratio',
      title: 'Truth ratio',
      means:
        'TOFU: where to forget, 1 if true and altered sentences are equally likely; elsewhere 1 if only the true one is',
      share: false,
    },
    {
      id: 'content-recall',
      title: 'Content words',
      means:
        'share of the true sentence’s content words that came out; stands for a judge of facts, and counts paraphrases too low',
      share: false,
    },
    { id: 'answer-probability', title: 'Answer probability', means: 'of the true answer, per token', share: false },
    {
      id: 'probability-among',
      title: 'Probability among answers',
      means: 'of the true answer, among it and the wrong ones',
      share: false,
    },
    {
      id: 'loss',
      title: 'Loss',
      means: 'mean of minus ln p over the tokens of the true sentence, in nats',
      share: false,
    },
    {
      id: 'exact-memorisation',
      title: 'Exact memorisation',
      means: 'tokens of the true sentence that the model would have chosen itself',
      share: true,
    },
    {
      id: 'extraction-strength',
      title: 'Extraction strength',
      means:
        'share of the true sentence that the model goes on with by itself; [compat]: never below one token, as published',
      share: true,
    },
    {
      id: 'modality-gap',
      title: 'Modality gap',
      means: 'accuracy with the person shown minus accuracy with the person named',
      share: true,
    },
    {
      id: 'test-forget-gap',
      title: 'Test-Forget gap',
      means:
        'accuracy on changed pictures and wordings minus accuracy on the original ones; above 0: knowledge survives',
      share: true,
    },
    {
      id: 'retain-forget-gap',
      title: 'Retain-Forget gap',
      means: 'accuracy on people to keep minus accuracy on people to forget',
      share: true,
    },
    {
      id: 'forget-quality',
      title: 'Forget quality',
      means: 'p that truth ratios are those of a model that never saw the people; depends on the number of sentences',
      share: false,
      headline: true,
    },
    {
      id: 'privleak',
      title: 'PrivLeak',
      means: 'Min-K% of people to forget against people never seen, in percent: -100 fully memorised, 0 ideal',
      share: false,
      headline: true,
    },
    {
      id: 'model-utility',
      title: 'Model utility',
      means: 'harmonic mean of probability, ROUGE-L recall and truth ratio on people to keep and celebrities',
      share: false,
    },
    {
      id: 'drop',
      title: 'Drop',
      means: 'accuracy of the reference model minus accuracy of this one, same questions',
      share: true,
    },
    {
      id: 'drop-p',
      title: 'Drop, p',
      means: 'exact test that swaps the sides of all answers about a person; n counts the answers that changed',
      share: false,
    },
    {
      id: 'selectivity',
      title: 'Selectivity',
      means: 'drop on people to forget minus drop on people to keep; the reference is the model before unlearning',
      share: true,
    },
    { id: 'degenerate-share', title: 'Degenerate answers', means: 'empty or repeating themselves', share: true },
  ],
}
