// What a visitor reads whose browser could not run the card, which has all the other words.
import type { Language } from "../shared/language.ts";

export interface NoticeTexts {
  readonly title: string;
  /** The browser cannot run our scripts. */
  readonly unsupported: string;
  /** The scripts did not come. */
  readonly missing: string;
  readonly close: string;
}

const SPANISH: NoticeTexts = {
  title: "La ayuda en vivo no ha podido abrirse",
  unsupported: "Este navegador es demasiado antiguo. Actualícelo o use otro, y vuelva a esta página.",
  missing: "Compruebe su conexión, recargue esta página e inténtelo de nuevo.",
  close: "Cerrar",
};

const FRENCH: NoticeTexts = {
  title: "L’aide en direct n’a pas pu s’ouvrir",
  unsupported:
    "Ce navigateur est trop ancien. Mettez-le à jour ou utilisez-en un autre, puis revenez sur cette page.",
  missing: "Vérifiez votre connexion, rechargez cette page, puis réessayez.",
  close: "Fermer",
};

export const NOTICE_TEXTS: Readonly<Record<Language, NoticeTexts>> = {
  en: {
    title: "Live help could not open",
    unsupported:
      "This browser is too old for it. Update it, or use another one, then come back to this page.",
    missing: "Check your internet connection, reload this page, then try again.",
    close: "Close",
  },
  de: {
    title: "Die Live-Hilfe konnte nicht geöffnet werden",
    unsupported:
      "Dieser Browser ist dafür zu alt. Aktualisieren Sie ihn oder nehmen Sie einen anderen, und kommen Sie auf diese Seite zurück.",
    missing:
      "Prüfen Sie Ihre Internetverbindung, laden Sie diese Seite neu und versuchen Sie es noch einmal.",
    close: "Schließen",
  },
  es: SPANISH,
  "es-mx": {
    ...SPANISH,
    title: "La ayuda en vivo no se pudo abrir",
    missing: "Revise su conexión, vuelva a cargar esta página e inténtelo de nuevo.",
  },
  fr: FRENCH,
  "fr-ca": FRENCH,
  it: {
    title: "L’assistenza dal vivo non si è aperta",
    unsupported:
      "Questo browser è troppo vecchio. Lo aggiorni o ne usi un altro, poi torni su questa pagina.",
    missing: "Controlli la connessione, ricarichi questa pagina e riprovi.",
    close: "Chiudi",
  },
  "pt-br": {
    title: "A ajuda ao vivo não pôde ser aberta",
    unsupported: "Este navegador é antigo demais. Atualize-o ou use outro e volte a esta página.",
    missing: "Verifique sua conexão, recarregue esta página e tente de novo.",
    close: "Fechar",
  },
};
