/// The load tester against Lessor's own server.
package org.lessor.lab.load;
