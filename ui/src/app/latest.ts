/**
 * Passes the answer of a question to `take`, unless the returned function is called first. The returned function is
 * meant as the cleanup of an `$effect`, so that only the answer of the latest question counts.
 */
export function latest<T>(question: Promise<T>, take: (answer: T) => void): () => void {
  let isLatest = true;
  void question.then((answer) => {
    if (isLatest) take(answer);
  });
  return () => {
    isLatest = false;
  };
}
