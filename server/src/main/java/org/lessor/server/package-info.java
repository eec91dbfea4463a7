/// The running server.
package org.lessor.server;
