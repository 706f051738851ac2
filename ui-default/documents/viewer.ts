// The document viewer: the same for whoever has opened the document and for those who look at it from elsewhere.
import type {
  DocumentHits,
  DocumentInfo,
  DocumentState,
  DocumentView,
  SharedDocument,
} from "../../core/documents/api.ts";
import { element, icon } from "../shared/element.ts";
import { THEME } from "../shared/theme.ts";
import type { DocumentBody } from "./body.ts";
import { FindBar, iconButton } from "./find-bar.ts";
import { DOCUMENT_ICONS } from "./icons.ts";
import { askToOpen } from "./link-dialog.ts";
import { announcementOf, noticeOf } from "./notice.ts";
import { Pages } from "./pages.ts";
import { Sheets } from "./sheets.ts";
import { TEXT } from "./text.ts";
import { PageTools } from "./toolbar.ts";

class DocumentViewer {
  readonly #shared: SharedDocument;
  readonly #title = element("h1", { tabindex: "-1" });
  readonly #middle = element("div", { class: "middle" });
  readonly #findButton = iconButton(TEXT.find, DOCUMENT_ICONS.find, () => this.#openFind());
  readonly #main = element("main");
  readonly #said = element("p", { class: "said", role: "status" });
  #body: DocumentBody | undefined;
  #find: FindBar | undefined;
  #tools: PageTools | undefined;
  #page = 0;

  constructor(shared: SharedDocument, root: HTMLElement) {
    this.#shared = shared;
    this.#findButton.hidden = true;
    const bar = element(
      "header",
      { class: "bar" },
      icon(DOCUMENT_ICONS.document),
      this.#title,
      this.#middle,
      this.#findButton,
      iconButton(TEXT.close, DOCUMENT_ICONS.close, () => shared.close()),
    );
    root.replaceChildren(bar, this.#main, this.#said);
    shared.follow({
      onstate: (state) => this.#show(state),
      onview: (view) => this.#look(view),
      onhits: (hits) => this.#found(hits),
    });
    addEventListener("keydown", (event) => this.#keyed(event));
  }

  #show(state: DocumentState): void {
    this.#title.replaceChildren(element("bdi", {}, this.#shared.name));
    document.title = this.#shared.name;
    document.documentElement.dataset["glanceDocument"] = state.status;
    this.#say(announcementOf(state));
    if (state.status === "open") this.#open(state.info);
    else this.#main.replaceChildren(noticeOf(this.#shared, state));
  }

  #open(info: DocumentInfo): void {
    this.#body?.close();
    this.#body = info.kind === "pdf" ? this.#openPages(info) : new Sheets(this.#shared, info);
    this.#find = new FindBar(this.#shared, this.#body, (text) => this.#say(text));
    this.#findButton.hidden = false;
    this.#main.replaceChildren(this.#find.element, this.#body.element);
    this.#look(this.#shared.view);
    this.#body.focus();
  }

  #openPages(info: Extract<DocumentInfo, { readonly kind: "pdf" }>): Pages {
    const pages = new Pages(this.#shared, info, (link) => this.#followLink(link, pages));
    const tools = new PageTools(info.pages, {
      onpage: (page) => pages.goTo(page),
      onlook: (change) => {
        this.#shared.look(change);
        this.#look(this.#shared.view);
      },
    });
    pages.onplace = (page, percent) => {
      tools.place(page, percent);
      if (page !== this.#page && this.#page !== 0) this.#say(TEXT.pageOf(page, info.pages));
      this.#page = page;
    };
    this.#tools = tools;
    this.#middle.replaceChildren(tools.element);
    return pages;
  }

  #look(view: DocumentView): void {
    this.#tools?.follow(view);
    this.#body?.look();
    this.#find?.follow();
    this.#body?.mark();
  }

  #found(hits: DocumentHits): void {
    this.#find?.found(hits);
    this.#body?.mark();
  }

  #openFind(): void {
    this.#find?.open();
  }

  #followLink(link: string, pages: Pages): void {
    if (link.startsWith("#")) pages.goTo(Number(link.slice(1)));
    else askToOpen(link, () => this.#shared.openLink(link));
  }

  #keyed(event: KeyboardEvent): void {
    const withControl = event.ctrlKey || event.metaKey;
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      f: this.#find === undefined ? undefined : () => this.#openFind(),
      "+": () => this.#tools?.zoom(1),
      "=": () => this.#tools?.zoom(1),
      "-": () => this.#tools?.zoom(-1),
      "0": () => this.#tools?.zoom(0),
    };
    if (withControl && acts[event.key] !== undefined) {
      event.preventDefault();
      acts[event.key]?.();
    } else if (event.key === "Escape" && document.querySelector("dialog[open]") === null) {
      event.preventDefault();
      if (this.#find?.isOpen === true) this.#find.close();
      else this.#shared.close();
    }
  }

  #say(text: string): void {
    if (text !== "") this.#said.textContent = text;
  }
}

/** Shows `shared` in this frame. */
export function openDocumentViewer(shared: SharedDocument): void {
  const theme = new CSSStyleSheet();
  theme.replaceSync(THEME);
  document.adoptedStyleSheets.push(theme);
  new DocumentViewer(shared, document.body);
}
