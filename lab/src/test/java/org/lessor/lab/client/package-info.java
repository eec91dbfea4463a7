/// What Lessor's client does to a host and on its network, with Lessor's server and others.
package org.lessor.lab.client;
