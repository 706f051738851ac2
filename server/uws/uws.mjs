// The same for `import`.
import uws from "./uws.cjs";

export const { App, us_listen_socket_close, us_socket_local_port } = uws;
export default uws;
