// What takes minutes may be spread over days, each with another share.

/** The share of a list that today has if all of it takes `days`, or UPGO_DAYS days. */
export function ofToday(list, days = 1) {
  const [wanted, today] = [Number(process.env.UPGO_DAYS ?? days), Math.floor(Date.now() / 86_400_000)];
  return list.filter((_, at) => (at + today) % Math.min(wanted, list.length) === 0);
}
