/**
 * Takes the answer to a question unless a later one has been asked meanwhile: the function that it returns makes the
 * answer count no more. What it returns is made for an `$effect`.
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
