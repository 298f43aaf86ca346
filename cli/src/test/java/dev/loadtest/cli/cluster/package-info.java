@org.jspecify.annotations.NullMarked
package dev.loadtest.cli.cluster;
