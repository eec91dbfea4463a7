/// The kernel's links, addresses, routes and neighbours: read, change, be told of changes.
package org.lessor.linux.netlink;
