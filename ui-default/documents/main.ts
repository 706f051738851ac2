// Entry of the frame that shows a document.
import { joinDocument } from "../../core/documents/index.ts";
import { openDocumentViewer } from "./viewer.ts";

const { src } = document.currentScript as HTMLScriptElement;
void joinDocument(src).then(openDocumentViewer);
