"""Service Connect and gateway connectors in a service definition, as rules see them."""

from ecslint.taskdefinition.records import flag, integer, record, records, text, text_map, texts
from ecslint.taskdefinition.service_parts import ServicePart


class HeaderValue(ServicePart):
    __slots__ = ()
    exact = text()


class TestTrafficHeader(ServicePart):
    __slots__ = ()
    name = text()
    value = record(HeaderValue)


class TestTrafficRules(ServicePart):
    __slots__ = ()
    header = record(TestTrafficHeader)


class ClientAlias(ServicePart):
    __slots__ = ()
    port = integer()
    dns_name = text()
    test_traffic_rules = record(TestTrafficRules)


class ServiceConnectTimeout(ServicePart):
    __slots__ = ()
    idle_timeout_seconds = integer()
    per_request_timeout_seconds = integer()


class IssuerCertificateAuthority(ServicePart):
    __slots__ = ()
    aws_pca_authority_arn = text()


class ServiceConnectTls(ServicePart):
    __slots__ = ()
    issuer_certificate_authority = record(IssuerCertificateAuthority)
    kms_key = text()
    role_arn = text()


class ServiceConnectService(ServicePart):
    __slots__ = ()
    port_name = text()
    discovery_name = text()
    client_aliases = records(ClientAlias)
    ingress_port_override = integer()
    timeout = record(ServiceConnectTimeout)
    tls = record(ServiceConnectTls)


class ServiceSecretOption(ServicePart):
    __slots__ = ()
    name = text()
    value_from = text()


class ServiceLogConfiguration(ServicePart):
    """Where the Service Connect proxy logs; unlike `LogConfiguration` it belongs to no container."""

    __slots__ = ()
    log_driver = text()
    options = text_map()
    secret_options = records(ServiceSecretOption)


class AccessLogConfiguration(ServicePart):
    __slots__ = ()
    format = text()
    include_query_parameters = text()


class ProxyContainerConfiguration(ServicePart):
    """One of `containerConfigurations`."""

    __slots__ = ()
    log_level = text()


class ServiceConnectConfiguration(ServicePart):
    __slots__ = ()
    enabled = flag()
    namespace = text()
    services = records(ServiceConnectService)
    log_configuration = record(ServiceLogConfiguration)
    access_log_configuration = record(AccessLogConfiguration)
    container_configurations = records(ProxyContainerConfiguration)


class GatewayMatcher(ServicePart):
    __slots__ = ()
    http_code = text()
    grpc_code = text()


class GatewayHealthCheck(ServicePart):
    __slots__ = ()
    health_check_protocol = text()
    health_check_port = integer()
    health_check_path = text()
    health_check_timeout_seconds = integer()
    health_check_interval_seconds = integer()
    healthy_threshold_count = integer()
    unhealthy_threshold_count = integer()
    matcher = record(GatewayMatcher)


class GatewayFilters(ServicePart):
    __slots__ = ()
    access_types = texts()


class DeregistrationDelay(ServicePart):
    __slots__ = ()
    timeout_seconds = integer()


class GatewayConnector(ServicePart):
    __slots__ = ()
    port_name = text()
    health_check = record(GatewayHealthCheck)
    filters = record(GatewayFilters)
    deregistration_delay = record(DeregistrationDelay)
