/**
 * Colours, sizes and type of our UIs, as custom properties on `:host` and `:root`. Text on its ground has a contrast of at least
 * 4.5 to 1, borders of controls 3 to 1, in both schemes.
 */
export const THEME = `
:host, :root {
  --glance-back: #f3f5f9;
  --glance-ground: #ffffff;
  --glance-raised: #f3f5f9;
  --glance-text: #171b24;
  --glance-muted: #535c6d;
  --glance-line: #dde2ea;
  --glance-edge: #7c8798;
  --glance-accent: #1f5eff;
  --glance-accent-strong: #0f47d4;
  --glance-on-accent: #ffffff;
  --glance-danger: #bf1d2c;
  --glance-danger-ground: #fdeced;
  --glance-live: #0a7d43;
  --glance-warn: #9a5b00;
  --glance-warn-ground: #fff4e0;
  --glance-shadow: 0 1px 2px rgb(16 24 40 / 10%), 0 12px 32px rgb(16 24 40 / 18%);
  --glance-radius: 16px;
  --glance-target: 44px;
  --glance-font: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :host, :root {
    --glance-back: #12151b;
    --glance-ground: #1b1f27;
    --glance-raised: #272d38;
    --glance-text: #eef1f6;
    --glance-muted: #b2bac8;
    --glance-line: #363d4a;
    --glance-edge: #8791a3;
    --glance-accent: #86b0ff;
    --glance-accent-strong: #a9c6ff;
    --glance-on-accent: #0b1730;
    --glance-danger: #ff9aa2;
    --glance-danger-ground: #43232a;
    --glance-live: #5fd39a;
    --glance-warn: #ffc46b;
    --glance-warn-ground: #40331c;
    --glance-shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 55%);
  }
}
`;
