/** OAuth2 client credentials: fetching and renewing tokens, and a transport that sends them. Confined to the loop. */
@NullMarked
package dev.loadtest.engine.run.signin;

import org.jspecify.annotations.NullMarked;
