/// Clients for many interfaces in one process, and the socket by which they are asked and told.
package org.lessor.client.daemon;
