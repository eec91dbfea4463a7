/// Lease stores: the lease file.
package org.lessor.store;
