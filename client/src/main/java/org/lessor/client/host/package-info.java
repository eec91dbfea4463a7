/// What a lease means for the host: address, routes, MTU, name servers; and who puts it in place.
package org.lessor.client.host;
