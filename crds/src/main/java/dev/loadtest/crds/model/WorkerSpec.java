package dev.loadtest.crds.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of worker pods. */
@ValidationRule(
        value =
                "!has(self.dnsPolicy) || self.dnsPolicy != 'None' || (has(self.dnsConfig) && has(self.dnsConfig.nameservers) && size(self.dnsConfig.nameservers) > 0)",
        message = "the dnsPolicy None needs nameservers in dnsConfig")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerSpec(
        @JsonPropertyDescription("The image, only where the operator allows it. Default: the operator's.")
        @Size(min = 1, max = 512)
        @Nullable
        String image,

        @JsonPropertyDescription("When the image is pulled.") @Nullable
        PullPolicy imagePullPolicy,

        @JsonPropertyDescription("Secrets for pulling the image.") @Size(max = 10) @Nullable
        List<LocalObjectReference> imagePullSecrets,

        @JsonPropertyDescription("CPU and memory.") @Nullable
        ResourceRequirements resources,

        @JsonPropertyDescription("The labels of the nodes they run on.") @Size(max = 50) @Nullable
        Map<String, @Size(max = 63) String> nodeSelector,

        @JsonPropertyDescription("The taints they tolerate.") @Size(max = 50) @Nullable
        List<Toleration> tolerations,

        @JsonPropertyDescription("Where they may and should run.") @Nullable
        Affinity affinity,

        @JsonPropertyDescription("How they are spread.") @Size(max = 20) @Nullable
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @JsonPropertyDescription("Their priority class.") @Size(min = 1, max = 253) @Nullable
        String priorityClassName,

        @JsonPropertyDescription("Their service account; its token is not mounted.") @Size(min = 1, max = 253) @Nullable
        String serviceAccountName,

        @JsonPropertyDescription("Labels of the pods, beside the operator's.") @Size(max = 50) @Nullable
        Map<String, @Size(max = 63) String> labels,

        @JsonPropertyDescription("Annotations of the pods.") @Size(max = 50) @Nullable
        Map<String, @Size(max = 65536) String> annotations,

        @JsonPropertyDescription(
                "Where names are resolved: by the cluster and then as the node does (ClusterFirst, the default), as the node does (Default), or by dnsConfig alone (None).")
        @Nullable
        DnsPolicy dnsPolicy,

        @JsonPropertyDescription(
                "Name servers, search domains and options. With nameservers or searches, host patterns of the operator's targets.allow do not count: only addresses do.")
        @Nullable
        DnsConfig dnsConfig,

        @JsonPropertyDescription(
                "More names of /etc/hosts. With them, host patterns of the operator's targets.allow do not count: only addresses do.")
        @Size(max = 50)
        @Nullable
        List<HostAlias> hostAliases) {

    /** Default settings. */
    public static final WorkerSpec NONE =
            new WorkerSpec(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Whether the manifest itself defines the addresses of names. */
    public boolean resolvesNames() {
        return hostAliases != null && !hostAliases.isEmpty()
                || dnsConfig != null && (isGiven(dnsConfig.nameservers()) || isGiven(dnsConfig.searches()));
    }

    private static boolean isGiven(@Nullable List<String> list) {
        return list != null && !list.isEmpty();
    }

    /** Resolution of names. */
    public enum DnsPolicy {
        @JsonProperty("ClusterFirst")
        CLUSTER_FIRST,
        @JsonProperty("Default")
        DEFAULT,
        @JsonProperty("None")
        NONE
    }

    /** When an image is pulled. */
    public enum PullPolicy {
        @JsonProperty("Always")
        ALWAYS,
        @JsonProperty("IfNotPresent")
        IF_NOT_PRESENT,
        @JsonProperty("Never")
        NEVER
    }
}
