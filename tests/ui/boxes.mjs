// Where elements are on the page, in whole pixels.

/** Where an element is. */
export async function boxOf(locator) {
  const { x, y, width, height } = await locator.boundingBox();
  return { left: Math.round(x), top: Math.round(y), right: Math.round(x + width), height: Math.round(height) };
}

/** The places and sizes of the first elements. */
export async function sizesOf(locator, count) {
  await locator.nth(count - 1).waitFor();
  const boxes = await locator.evaluateAll((all) =>
    all.map((each) => {
      const { left, top, width, height } = each.getBoundingClientRect();
      const [x, y, wide, high] = [left, top, width, height].map(Math.round);
      return { left: x, top: y, width: wide, height: high };
    }),
  );
  return boxes.slice(0, count);
}

/** The different right edges of elements. */
export async function rightsOf(elements) {
  const rights = await elements.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
  return [...new Set(rights.map(Math.round))];
}
