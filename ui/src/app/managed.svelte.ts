import type { ChangeRequest, ManagedReport, ManagedValue, Version, WithheldBy, WithheldVersion } from "../api/bindings";
import { app } from "./state.svelte";

/** What an organization manages on this machine. Loaded once Home is drawn, and again after every change. */
class Managed {
  /** Without a policy, it contains no values. `null` is not known yet. */
  report = $state.raw<ManagedReport | null>(null);

  readonly isInForce = $derived((this.report?.values.length ?? 0) > 0 || (this.report?.problems.length ?? 0) > 0);
  /** The settings that the user cannot change. Known with the settings themselves, before the report is. */
  readonly settings = $derived(app.settings?.entries.filter(({ isManaged }) => isManaged).map(({ key }) => key) ?? []);

  /** Whether a policy decides about one of these settings. */
  manages(keys: readonly string[]): boolean {
    return keys.some((key) => this.settings.includes(key));
  }

  /** The value of the policy that decides about one of these settings; `undefined` if it is not known. */
  settingOf(keys: readonly string[]): ManagedValue | undefined {
    return this.report?.values.find(({ setting }) => setting !== null && keys.includes(setting));
  }

  /** Whether the policy permits the version of a change, so that it is offered. The program refuses all others, too. */
  permits(request: ChangeRequest): boolean {
    switch (request.kind) {
      case "use":
        return this.withheld(request.version)?.mayUse !== false;
      case "upgrade":
        return this.withheld(request.to) === null;
      case "install":
        return request.from.kind !== "release" || this.withheld(request.from.version) === null;
      default:
        return true;
    }
  }

  /** Why the policy does not permit a version; `null` if it does. */
  withheld(version: Version | null): WithheldVersion | null {
    return this.report?.withheld.find((each) => each.version === version) ?? null;
  }
}

export const managed = new Managed();

/** The rule of the organization that withholds the release that Upgo would offer otherwise; `null` without one. */
export function withheldBy(): WithheldBy | null {
  return managed.report?.heldBack?.why ?? null;
}
