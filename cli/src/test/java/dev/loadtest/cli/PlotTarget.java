package dev.loadtest.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loadtest.demo.PlotService;
import dev.loadtest.demo.PlotServiceOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.SortedMap;

/** A demo service on loopback, with its own counts. */
final class PlotTarget implements AutoCloseable {
    private final PlotService service;
    /** HTTP/1.1 only: with HTTP/2 the JDK's client sometimes corrupts answers as large as a recording. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PlotTarget(PlotService service) {
        this.service = service;
    }

    static PlotTarget start(PlotServiceOptions options) throws IOException {
        return new PlotTarget(PlotService.start(options));
    }

    String url() {
        return service.url();
    }

    /** The service's counts of its answers, by "METHOD path" and status. */
    SortedMap<String, SortedMap<String, Long>> counts() throws IOException, InterruptedException {
        return new ObjectMapper().readValue(admin("/admin/counts"), new TypeReference<>() {});
    }

    /** The service's counts of distinct requests, bodies by hash. */
    SortedMap<String, Long> requests() throws IOException, InterruptedException {
        return new ObjectMapper().readValue(admin("/admin/requests"), new TypeReference<>() {});
    }

    private String admin(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        client.close();
        service.close();
    }
}
