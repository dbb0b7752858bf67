/**
 * Passes an answer to `take`, unless the returned cleanup of an `$effect` comes first: only the latest answer counts.
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
