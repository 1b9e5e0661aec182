import type { Question, ShardItem } from '../../domain/sample.ts'

/** The questions as `eval.py` puts them (docs/protocols/mllmu-bench.md#questions), without the model's own frame. */
export function wrapPrompt({ prompt, type }: ShardItem, question: Question): string {
  switch (question.form) {
    case 'choice':
      return `${prompt}\n${optionLines(question)}\nJust give ONE letter representing the answer directly.`
    case 'cloze':
      return blankLines(prompt)
    default:
      return `${prompt}\nAnswer the question based on your trained knowledge in one sentence${
        type === 'image-text' ? ' accurately' : ''
      } in ENGLISH.`
  }
}

/** One solved question, as it precedes another. */
export function shot(prompt: string, question: Question): string {
  const asked = question.form === 'choice' ? `Question: ${prompt}\n${optionLines(question)}` : blankLines(prompt)
  return `${asked}\nCorrect Answer: ${question.answer}`
}

/**
 * Solved questions and one to answer, to the letter of `eval.py`: its first "USER:" and its "ASSISTANT:" are
 * the model's own frame.
 */
export function behindShots(shots: readonly string[], prompt: string): string {
  return [...shots, prompt].join('\nUSER:\n')
}

/** A question and its answer as something told: the blank filled, or the question with the text of its right option. */
export function statement(prompt: string, { form, options, answer }: Question): string {
  return form === 'choice'
    ? `${prompt} ${options?.[answer as string]}`
    : prompt.replace(/_{2,}/g, () => answer as string)
}

function optionLines({ options }: Question): string {
  return Object.entries(options ?? {})
    .map(([letter, text]) => `${letter}: ${text}`)
    .join('\n')
}

function blankLines(prompt: string): string {
  return `${withBlank(prompt)}\nPlease **ONLY** provide the correct answer that should replace the [Blank].`
}

function withBlank(prompt: string): string {
  return prompt.replace(/_{2,}/g, '[Blank]')
}
