// What a guest reads who asks for a code, in all languages of a release.
import type { GuestErrorCode } from "../../core/guest/api.ts";
import type { Language } from "../shared/language.ts";

export interface GuestTexts {
  readonly title: string;
  readonly intro: string;
  readonly name: string;
  readonly nameHelp: string;
  readonly getCode: string;
  readonly wait: string;
  readonly codeTitle: string;
  readonly codeIntro: string;
  /** `{time}`: minutes and seconds. */
  readonly left: string;
  /** Said once, a minute before the end. */
  readonly warning: string;
  readonly moreTime: string;
  readonly moreTimeGiven: string;
  readonly timeoutTitle: string;
  readonly timeout: string;
  readonly newCode: string;
  readonly admitted: string;
  readonly errors: Readonly<Record<GuestErrorCode, string>>;
}

const EN: GuestTexts = {
  title: "Watch a session",
  intro: "An agent has invited you to see what a visitor sees. You can watch, and nothing else.",
  name: "Your name",
  nameHelp: "The visitor is told it, and asked whether you may watch.",
  getCode: "Get a code",
  wait: "One moment …",
  codeTitle: "Tell the agent this code",
  codeIntro: "Keep this page open. It goes on by itself as soon as you are let in.",
  left: "It counts for another {time}.",
  warning: "Your code runs out in a minute.",
  moreTime: "I need more time",
  moreTimeGiven: "You have more time now.",
  timeoutTitle: "Your code has run out",
  timeout: "Nobody has let you in yet. You can get another code.",
  newCode: "Get another code",
  admitted: "You are let in. The session opens …",
  errors: {
    "invalid-name": "Please type a name of 1 to 63 characters.",
    "unknown-group": "This address does not lead anywhere. Ask the agent for it again.",
    "too-many-attempts": "Too many codes were asked for. Wait a minute, then try again.",
    service: "The service can't be reached. Check your internet connection, then try again.",
    declined: "You were not let in. Please ask the agent.",
  },
};

const DE: GuestTexts = {
  title: "Bei einer Sitzung zusehen",
  intro:
    "Die Beratung hat Sie eingeladen zu sehen, was ein Besucher sieht. Sie können zusehen und sonst nichts.",
  name: "Ihr Name",
  nameHelp: "Der Besucher erfährt ihn und wird gefragt, ob Sie zusehen dürfen.",
  getCode: "Code holen",
  wait: "Einen Moment …",
  codeTitle: "Nennen Sie der Beratung diesen Code",
  codeIntro: "Lassen Sie diese Seite offen. Sie geht von selbst weiter, sobald Sie eingelassen werden.",
  left: "Er gilt noch {time}.",
  warning: "Ihr Code läuft in einer Minute ab.",
  moreTime: "Ich brauche mehr Zeit",
  moreTimeGiven: "Sie haben jetzt mehr Zeit.",
  timeoutTitle: "Ihr Code ist abgelaufen",
  timeout: "Sie wurden noch nicht eingelassen. Sie können einen neuen Code holen.",
  newCode: "Neuen Code holen",
  admitted: "Sie werden eingelassen. Die Sitzung öffnet sich …",
  errors: {
    "invalid-name": "Bitte geben Sie einen Namen mit 1 bis 63 Zeichen ein.",
    "unknown-group": "Diese Adresse führt nirgendwohin. Bitten Sie die Beratung noch einmal darum.",
    "too-many-attempts":
      "Es wurden zu viele Codes geholt. Warten Sie eine Minute und versuchen Sie es noch einmal.",
    service:
      "Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.",
    declined: "Sie wurden nicht eingelassen. Bitte fragen Sie die Beratung.",
  },
};

const ES: GuestTexts = {
  title: "Mirar una sesión",
  intro: "Un agente le ha invitado a ver lo que ve un visitante. Puede mirar, y nada más.",
  name: "Su nombre",
  nameHelp: "El visitante lo verá, y se le preguntará si usted puede mirar.",
  getCode: "Obtener un código",
  wait: "Un momento …",
  codeTitle: "Diga este código al agente",
  codeIntro: "Deje abierta esta página. Sigue sola en cuanto le dejen entrar.",
  left: "Vale {time} más.",
  warning: "Su código caduca en un minuto.",
  moreTime: "Necesito más tiempo",
  moreTimeGiven: "Ahora tiene más tiempo.",
  timeoutTitle: "Su código ha caducado",
  timeout: "Todavía no le han dejado entrar. Puede obtener otro código.",
  newCode: "Obtener otro código",
  admitted: "Puede entrar. La sesión se abre …",
  errors: {
    "invalid-name": "Escriba un nombre de 1 a 63 caracteres.",
    "unknown-group": "Esta dirección no lleva a ninguna parte. Pídala de nuevo al agente.",
    "too-many-attempts": "Se han pedido demasiados códigos. Espere un minuto e inténtelo de nuevo.",
    service: "No se puede acceder al servicio. Compruebe su conexión e inténtelo de nuevo.",
    declined: "No le han dejado entrar. Pregunte al agente.",
  },
};

const FR: GuestTexts = {
  title: "Regarder une session",
  intro: "Un conseiller vous a invité à voir ce que voit un visiteur. Vous pouvez regarder, et rien d’autre.",
  name: "Votre nom",
  nameHelp: "Le visiteur le verra, et décidera si vous pouvez regarder.",
  getCode: "Obtenir un code",
  wait: "Un instant …",
  codeTitle: "Donnez ce code au conseiller",
  codeIntro: "Laissez cette page ouverte. Elle continue d’elle-même dès que vous êtes admis.",
  left: "Il est valable encore {time}.",
  warning: "Votre code expire dans une minute.",
  moreTime: "J’ai besoin de plus de temps",
  moreTimeGiven: "Vous avez plus de temps maintenant.",
  timeoutTitle: "Votre code a expiré",
  timeout: "Vous n’avez pas encore été admis. Vous pouvez obtenir un autre code.",
  newCode: "Obtenir un autre code",
  admitted: "Vous êtes admis. La session s’ouvre …",
  errors: {
    "invalid-name": "Veuillez saisir un nom de 1 à 63 caractères.",
    "unknown-group": "Cette adresse ne mène nulle part. Redemandez-la au conseiller.",
    "too-many-attempts": "Trop de codes ont été demandés. Attendez une minute, puis réessayez.",
    service: "Le service est injoignable. Vérifiez votre connexion, puis réessayez.",
    declined: "Vous n’avez pas été admis. Veuillez demander au conseiller.",
  },
};

export const GUEST_TEXTS: Readonly<Record<Language, GuestTexts>> = {
  en: EN,
  de: DE,
  es: ES,
  "es-mx": {
    ...ES,
    intro: "Un asesor le invitó a ver lo que ve un visitante. Puede mirar, y nada más.",
    codeTitle: "Diga este código al asesor",
    timeoutTitle: "Su código venció",
  },
  fr: FR,
  "fr-ca": {
    ...FR,
    intro: "Un agent vous a invité à voir ce que voit un visiteur. Vous pouvez regarder, et rien d’autre.",
    codeTitle: "Donnez ce code à l’agent",
  },
  it: {
    title: "Guardare una sessione",
    intro: "Un operatore l’ha invitata a vedere ciò che vede un visitatore. Può guardare, e nient’altro.",
    name: "Il suo nome",
    nameHelp: "Il visitatore lo vedrà e gli sarà chiesto se lei può guardare.",
    getCode: "Ottieni un codice",
    wait: "Un momento …",
    codeTitle: "Dica questo codice all’operatore",
    codeIntro: "Lasci aperta questa pagina. Prosegue da sola appena la fanno entrare.",
    left: "Vale ancora {time}.",
    warning: "Il suo codice scade tra un minuto.",
    moreTime: "Mi serve più tempo",
    moreTimeGiven: "Ora ha più tempo.",
    timeoutTitle: "Il suo codice è scaduto",
    timeout: "Nessuno l’ha ancora fatta entrare. Può ottenere un altro codice.",
    newCode: "Ottieni un altro codice",
    admitted: "Può entrare. La sessione si apre …",
    errors: {
      "invalid-name": "Scriva un nome da 1 a 63 caratteri.",
      "unknown-group": "Questo indirizzo non porta da nessuna parte. Lo chieda di nuovo all’operatore.",
      "too-many-attempts": "Sono stati chiesti troppi codici. Aspetti un minuto e riprovi.",
      service: "Il servizio non è raggiungibile. Controlli la connessione e riprovi.",
      declined: "Non l’hanno fatta entrare. Chieda all’operatore.",
    },
  },
  "pt-br": {
    title: "Assistir a uma sessão",
    intro: "Um atendente convidou você a ver o que um visitante vê. Você pode assistir, e nada mais.",
    name: "Seu nome",
    nameHelp: "O visitante verá seu nome e dirá se você pode assistir.",
    getCode: "Obter um código",
    wait: "Um momento …",
    codeTitle: "Diga este código ao atendente",
    codeIntro: "Deixe esta página aberta. Ela continua sozinha assim que você entrar.",
    left: "Vale por mais {time}.",
    warning: "Seu código vence em um minuto.",
    moreTime: "Preciso de mais tempo",
    moreTimeGiven: "Agora você tem mais tempo.",
    timeoutTitle: "Seu código venceu",
    timeout: "Ninguém deixou você entrar ainda. Você pode obter outro código.",
    newCode: "Obter outro código",
    admitted: "Você pode entrar. A sessão está abrindo …",
    errors: {
      "invalid-name": "Digite um nome de 1 a 63 caracteres.",
      "unknown-group": "Este endereço não leva a lugar nenhum. Peça-o de novo ao atendente.",
      "too-many-attempts": "Foram pedidos códigos demais. Espere um minuto e tente de novo.",
      service: "O serviço não pode ser acessado. Verifique sua conexão e tente de novo.",
      declined: "Você não pôde entrar. Pergunte ao atendente.",
    },
  },
};
