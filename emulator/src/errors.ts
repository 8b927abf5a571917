/** A response of the service. `undefined` as body means: no content. */
export interface ServiceResponse {
    status: number;
    body?: unknown;
    headers?: Record<string, string>;
}

/** Thrown by an operation that the service refuses. */
export class ServiceError extends Error {
    constructor(
        readonly status: number,
        readonly key: string,
        message: string,
        readonly metadata: Record<string, unknown> = {},
    ) {
        super(message);
    }
}

/** Thrown for an input that the service refuses. The option `refusals` decides its status. */
export class RefusedInput extends ServiceError {
    constructor(message: string, metadata: Record<string, unknown> = {}) {
        super(400, "invalid_request", message, metadata);
    }

    withStatus(status: number): ServiceError {
        return new ServiceError(status, this.key, this.message, this.metadata);
    }
}

export function errorResponse(error: ServiceError, headers: Record<string, string> = {}): ServiceResponse {
    const { status, key, message, metadata } = error;
    return { status, headers, body: { key, message, status, metadata } };
}

export function notFound(what: string): ServiceError {
    return new ServiceError(404, "not_found", `${what} not found`);
}
