// Asks the device for a passkey when its form is sent, and sends what it answers.
//   <form data-behaviour="passkey" data-passkey="create" data-options="id of JSON" hidden>
// Signing in fetches fresh options from the form's own address instead.

export function start(form) {
  if (!window.PublicKeyCredential) {
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    status.textContent = "";
    try {
      const { publicKey } = await optionsOf(form);
      const credential = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: toCreate(publicKey) })
        : await navigator.credentials.get({ publicKey: toGet(publicKey) });
      form.elements.credential.value = JSON.stringify(plain(credential));
      form.submit();
    } catch (error) {
      console.warn(error);
      status.textContent = form.dataset.failed;
    }
  });
}

async function optionsOf(form) {
  if (form.dataset.options) {
    return Object.values(JSON.parse(document.getElementById(form.dataset.options).textContent))[0];
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

function toCreate(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(known),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
}

function toGet(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map(known),
  };
}

function known(credential) {
  return { ...credential, id: bytes(credential.id) };
}

function plain(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) {
      response[name] = text(credential.response[name]);
    }
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function bytes(value) {
  const binary = atob(value.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (each) => each.charCodeAt(0));
}

function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
