import type { HomeView } from "../../app/home-view";
import type { SearchedFolder } from "../../api/bindings";

/** The folders with their positions in the search order, counted from 1. */
export function numbered(folders: SearchedFolder[]): { position: number; searched: SearchedFolder }[] {
  return folders.map((searched, index) => ({ position: index + 1, searched }));
}

/** The text of *Copy details* if another Go comes first: the whole search, in order. */
export function searchDetails({ situation, overview }: Extract<HomeView, { kind: "shadowed" }>): string {
  const lines = numbered(overview.searched).map(({ position, searched: { folder, go } }) =>
    [`${position}. ${folder}`, go && `${go.version ?? "?"} (${go.origin})`].filter(Boolean).join(": "),
  );
  return [`${situation.chosen} < ${situation.runs ?? "?"} (${situation.root})`, ...lines].join("\n");
}
