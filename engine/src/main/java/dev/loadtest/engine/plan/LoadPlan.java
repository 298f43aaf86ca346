package dev.loadtest.engine.plan;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A validated and compiled load test: all inputs of a run, equal for every worker.
 *
 * @param seed source of all draws
 * @param parallelism number of workers, at least 1
 * @param variants at least one; {@link Variant#NONE} if the manifest has none
 * @param phases in running order
 * @param thresholds of the whole run
 * @param startupDeadline until all workers are ready
 * @param activeDeadline from then on, without pauses
 * @param drain maximum wait for late outcomes at the end
 * @param maxRequestsPerSecond limit of all workers together, for all shapes and redirects; 0 for none
 * @param trace null for none
 */
public record LoadPlan(
        String name,
        long seed,
        int parallelism,
        Targets targets,
        List<Variant> variants,
        List<FileSet> files,
        List<RequestTemplate> requests,
        List<Journey> journeys,
        List<Phase> phases,
        List<Threshold> thresholds,
        Selection selection,
        Duration startupDeadline,
        Duration activeDeadline,
        Duration drain,
        OnWorkerLoss onWorkerLoss,
        double maxRequestsPerSecond,
        @Nullable Trace trace) {

    public enum OnWorkerLoss {
        CONTINUE,
        ABORT
    }

    public LoadPlan {
        variants = List.copyOf(variants);
        files = List.copyOf(files);
        requests = List.copyOf(requests);
        journeys = List.copyOf(journeys);
        phases = List.copyOf(phases);
        thresholds = List.copyOf(thresholds);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one variant");
        }
        if (!(maxRequestsPerSecond >= 0)) {
            throw new IllegalArgumentException("maxRequestsPerSecond is " + maxRequestsPerSecond);
        }
    }

    /** A plan without traces. */
    public LoadPlan(
            String name,
            long seed,
            int parallelism,
            Targets targets,
            List<Variant> variants,
            List<FileSet> files,
            List<RequestTemplate> requests,
            List<Journey> journeys,
            List<Phase> phases,
            List<Threshold> thresholds,
            Selection selection,
            Duration startupDeadline,
            Duration activeDeadline,
            Duration drain,
            OnWorkerLoss onWorkerLoss,
            double maxRequestsPerSecond) {
        this(
                name,
                seed,
                parallelism,
                targets,
                variants,
                files,
                requests,
                journeys,
                phases,
                thresholds,
                selection,
                startupDeadline,
                activeDeadline,
                drain,
                onWorkerLoss,
                maxRequestsPerSecond,
                null);
    }

    /** A plan of requests alone, to one target. */
    public LoadPlan(
            String name,
            long seed,
            int parallelism,
            Target target,
            List<Variant> variants,
            List<FileSet> files,
            List<RequestTemplate> requests,
            List<Phase> phases,
            List<Threshold> thresholds,
            Selection selection,
            Duration startupDeadline,
            Duration activeDeadline,
            Duration drain,
            OnWorkerLoss onWorkerLoss,
            double maxRequestsPerSecond) {
        this(
                name,
                seed,
                parallelism,
                Targets.of(target),
                variants,
                files,
                requests,
                List.of(),
                phases,
                thresholds,
                selection,
                startupDeadline,
                activeDeadline,
                drain,
                onWorkerLoss,
                maxRequestsPerSecond);
    }

    /** The same plan with a rate limit. */
    public LoadPlan withMaxRequestsPerSecond(double most) {
        return with(most, trace);
    }

    /** The same plan with trace context; null for none. */
    public LoadPlan withTrace(@Nullable Trace other) {
        return with(maxRequestsPerSecond, other);
    }

    /** The same plan for a run that has an id of its own, from which ids of traces follow. */
    public LoadPlan ofRun(String id) {
        return trace == null ? this : withTrace(trace.ofRun(id));
    }

    private LoadPlan with(double most, @Nullable Trace other) {
        return new LoadPlan(
                name,
                seed,
                parallelism,
                targets,
                variants,
                files,
                requests,
                journeys,
                phases,
                thresholds,
                selection,
                startupDeadline,
                activeDeadline,
                drain,
                onWorkerLoss,
                most,
                other);
    }

    public RequestTemplate request(String name) {
        return requests.stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no request is named " + name));
    }

    public Journey journey(String name) {
        return journeys.stream()
                .filter(j -> j.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no journey is named " + name));
    }

    /** The names of the requests that a unit sends, in the order of its steps; one that several send stands several times. */
    public List<String> requestNames(Unit unit) {
        return switch (unit) {
            case Unit.OfRequest single -> List.of(single.name());
            case Unit.OfJourney of ->
                journey(of.name()).steps().stream().map(Journey.Step::request).toList();
        };
    }

    public Phase phase(String name) {
        return phases.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no phase is named " + name));
    }

    public Variant variant(String name) {
        return variants.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variant is named " + name));
    }

    public FileSet fileSet(String name) {
        return files.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no file set is named " + name));
    }

    /** Where a request is sent in a variant. */
    public Target target(String variant, RequestTemplate request) {
        Target target = targets.named(request.target());
        Variant.Place place = variant(variant).places().get(request.target());
        return place == null ? target : target.at(place);
    }

    /** The different targets that requests are sent to in any variant, in the order of variants and requests. */
    public List<Target> routes() {
        return variants.stream()
                .flatMap(variant -> requests.stream().map(request -> target(variant.name(), request)))
                .distinct()
                .toList();
    }

    /** The clients whose tokens are sent to the routes. */
    public List<Auth.OAuth2> clients() {
        return routes().stream()
                .flatMap(target -> target.auth() instanceof Auth.OAuth2 oauth2 ? Stream.of(oauth2) : Stream.of())
                .distinct()
                .toList();
    }

    /** Where connections are opened to: the routes, and the token endpoints. */
    public List<Target> destinations() {
        return Stream.concat(routes().stream(), clients().stream().map(Auth.OAuth2::endpoint))
                .distinct()
                .toList();
    }

    /** The keys of Secrets and ConfigMaps that it refers to, in order of reference. */
    public Set<SecretRef> references() {
        Set<SecretRef> references = new LinkedHashSet<>(targetReferences().keySet());
        allHeaders().forEach(header -> {
            if (header.value() instanceof Header.FromSecret secret) {
                references.add(secret.ref());
            }
        });
        return references;
    }

    /** Purpose of a referenced key; a header's value if it has several. */
    public ReferenceUse use(SecretRef ref) {
        return headersFrom(ref).isEmpty()
                ? targetReferences().getOrDefault(ref, ReferenceUse.HEADER)
                : ReferenceUse.HEADER;
    }

    /** A key that targets use for several purposes has the first one. */
    private Map<SecretRef, ReferenceUse> targetReferences() {
        Map<SecretRef, ReferenceUse> references = new LinkedHashMap<>();
        targets.all().forEach(target -> target.references().forEach(references::putIfAbsent));
        return references;
    }

    /** Names of the headers whose value is a key of a Secret. */
    public List<String> headersFrom(SecretRef ref) {
        return allHeaders()
                .filter(header -> header.value() instanceof Header.FromSecret secret
                        && secret.ref().equals(ref))
                .map(Header::name)
                .distinct()
                .toList();
    }

    private Stream<Header> allHeaders() {
        return Stream.concat(
                targets.all().flatMap(target -> target.headers().stream()),
                requests.stream().flatMap(request -> request.headers().stream()));
    }
}
