import { Component, type ReactNode } from 'react'
import { errorText } from '../../domain/errors.ts'
import { Notice } from '../kit/Notice.tsx'

/** Says what broke, instead of an empty page. What is stored is not touched by such an error. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failure: string | null }> {
  override state: { readonly failure: string | null } = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: string } {
    return { failure: errorText(error) }
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children
    return (
      <Notice kind="bad" title="This screen broke">
        <p>{this.state.failure}</p>
        <p>Answers that are already stored are safe. Reload to go on; an unfinished run can be resumed.</p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </Notice>
    )
  }
}
