package dev.loadtest.worker.http;

/** The lean path. */
class LeanHttp1IT extends HostileHttp1Contract {}
