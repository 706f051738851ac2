// Attributes by which a page's thread tells its worker the class and the id of a masked element. The worker tells on what style
// sheets name, as `class` and `id`, and never these (docs/adr/0009-masked-classes.md).

export const MASKED_CLASS = "glance-class";
export const MASKED_ID = "glance-id";
