// The reading page of the API. A person who is signed in can try operations: the session cookie goes along by itself,
// and unsafe methods get the CSRF token that the server compares with the cookie.
const csrfToken = () => /(?:^|; )(?:__Host-)?sc_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';

window.SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  dom_id: '#reader',
  deepLinking: true,
  docExpansion: 'list',
  validatorUrl: null, // the default would ask a server on the internet
  requestInterceptor: (request) => {
    if (request.method !== 'GET') request.headers['X-CSRF-Token'] = csrfToken();
    return request;
  },
});
