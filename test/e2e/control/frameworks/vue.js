// A form of `v-model`s.
import { createApp, reactive } from "vue/dist/vue.esm-bundler.js";

const state = reactive({ name: "", note: "", news: false, size: "S", level: "0", day: "" });
window.state = state;
createApp({
  setup: () => ({ state }),
  template: `<form><input id="name" v-model="state.name"><textarea id="note" v-model="state.note"></textarea>
    <input id="news" type="checkbox" v-model="state.news">
    <select id="size" v-model="state.size"><option>S</option><option>M</option><option>L</option></select>
    <input id="level" type="range" min="0" max="10" v-model="state.level"><input id="day" type="date" v-model="state.day"></form>`,
}).mount("#app");
