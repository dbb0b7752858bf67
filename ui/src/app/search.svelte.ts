class VersionsSearch {
  query = $state.raw("");
}

/** The search on the page Versions. It is here because the palette passes searches to it. */
export const versionsSearch = new VersionsSearch();
