// A reactive form. Compiled in the browser, so that the test needs no build of Angular's own.
import "zone.js";
import "@angular/compiler";
import { Component, provideZoneChangeDetection } from "@angular/core";
import { FormControl, FormGroup, ReactiveFormsModule } from "@angular/forms";
import { bootstrapApplication } from "@angular/platform-browser";

const form = new FormGroup(
  Object.fromEntries(
    Object.entries({ name: "", note: "", news: false, size: "S", level: "0", day: "" }).map(([id, value]) => [
      id,
      new FormControl(value),
    ]),
  ),
);
Object.defineProperty(window, "state", {
  get: () => ({ ...form.value, level: String(form.value.level) }),
});

class App {
  form = form;
}
const Form = Component({
  selector: "#app",
  imports: [ReactiveFormsModule],
  template: `<form [formGroup]="form"><input id="name" formControlName="name"><textarea id="note" formControlName="note"></textarea>
    <input id="news" type="checkbox" formControlName="news">
    <select id="size" formControlName="size"><option>S</option><option>M</option><option>L</option></select>
    <input id="level" type="range" min="0" max="10" formControlName="level"><input id="day" type="date" formControlName="day"></form>`,
})(App);

bootstrapApplication(Form ?? App, { providers: [provideZoneChangeDetection()] });
