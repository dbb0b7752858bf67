class VersionsSearch {
  query = $state.raw("");
}

/** What is searched for on the page Versions. It stands here because the palette hands a search over. */
export const versionsSearch = new VersionsSearch();
