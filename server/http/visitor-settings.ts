// What a group masks for whom, for pages that decide themselves (PRODUCT.md 10.3). docs/API.md, "Visitor settings".
import type { GroupStore } from "../store/groups.ts";
import { json, refuse } from "./answers.ts";
import type { HttpRequest, HttpResponse } from "./http-server.ts";
import type { Route } from "./router.ts";

export const VISITOR_SETTINGS_PATH = "/api/CobrowseSettings/VisitorSettings";

/** Returns the route. */
export function visitorSettingsRoute(groups: GroupStore): Route {
  async function handle(request: HttpRequest): Promise<HttpResponse> {
    const query = new URLSearchParams(request.query);
    const site = query.get("site") ?? "production";
    const isSite = site === "staging" || site === "production";
    const settings = isSite ? await groups.published(query.get("groupid") ?? "", site) : undefined;
    if (settings === undefined)
      return refuse(404, "unknown-group", "there is no such group, or no such site");
    const { maskingSelectors, roleBasedMasking } = settings.mask;
    return json(200, { maskingSelectors, roleBasedMasking });
  }
  return { method: "GET", path: VISITOR_SETTINGS_PATH, from: "everybody", handle };
}
