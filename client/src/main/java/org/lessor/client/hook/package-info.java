/// Programs that are told what the client does, as dhclient-script(8) is.
package org.lessor.client.hook;
