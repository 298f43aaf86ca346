package dev.loadtest.cli.cluster.api;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;

/** Says what an answer of the API server means for a user of this program. */
final class ApiFailure {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int BAD_REQUEST = 400;

    private ApiFailure() {}

    static ClusterProblem problem(KubernetesClientException failure, String namespace) {
        return switch (failure.getCode()) {
            case UNAUTHORIZED ->
                ClusterProblem.unusable("the API server does not accept the credentials (" + said(failure)
                        + "): sign in again, or name another --context");
            case FORBIDDEN ->
                ClusterProblem.unusable(
                        "forbidden: " + said(failure) + ". It takes the role \"edit\" in namespace " + namespace
                                + ": kubectl create rolebinding NAME --clusterrole=edit --user=YOU -n " + namespace);
            case NOT_FOUND -> notFound(failure, namespace);
            case BAD_REQUEST, UNPROCESSABLE, TOO_LARGE ->
                ClusterProblem.unusable("the API server refuses it: " + said(failure));
            case 0 ->
                ClusterProblem.error("the API server cannot be reached (" + said(failure)
                        + "): check the network and the server of the context (kubectl config view --minify)");
            default -> ClusterProblem.error("the API server fails: " + said(failure));
        };
    }

    private static ClusterProblem notFound(KubernetesClientException failure, String namespace) {
        StatusDetails details =
                failure.getStatus() == null ? null : failure.getStatus().getDetails();
        String kind = details == null ? null : details.getKind();
        String name = details == null ? null : details.getName();
        if ("namespaces".equals(kind)) {
            return ClusterProblem.unusable(
                    "there is no namespace " + namespace + ": kubectl create namespace " + namespace);
        }
        if (name == null) {
            return ClusterProblem.unusable(
                    "this cluster knows no LoadTests: install the operator with its CRD (helm install loadtest"
                            + " helm/loadtest-operator --namespace loadtest-system --create-namespace)");
        }
        return ClusterProblem.unusable(
                "there is no " + (kind == null ? "object" : kind) + " " + name + " in namespace " + namespace);
    }

    /** In the API server's words, or the network's. */
    static String said(Throwable failure) {
        if (failure instanceof KubernetesClientException client) {
            Status status = client.getStatus();
            if (status != null && status.getMessage() != null) {
                return status.getMessage();
            }
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
