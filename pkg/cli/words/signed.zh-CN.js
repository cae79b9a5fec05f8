/** Why a signed text does not hold, in Chinese, by the codes of `perks/signed`; its own messages are English. */

export const signed = {
  not_jws: () => "不是紧凑 JWS：以点分隔的三段 base64url",
  wrong_alg: ({ alg }) => `签名算法是 \`${alg}\`，而不是 \`EdDSA\``,
  wrong_typ: ({ typ, needs }) => `类型是 \`${typ}\`，而不是 \`${needs}\``,
  bad_header: ({ name }) => (name === "kid" ? "头部未在 `kid` 中说明密钥" : `头部有无法理解的 \`${name}\``),
  unknown_key: ({ kid }) => `没有名为 \`${kid}\` 的密钥`,
  bad_signature: ({ kid }) => `签名不是密钥 \`${kid}\` 对此内容所签`,
  key_not_yet: ({ kid, from }) => `密钥 \`${kid}\` 自 ${from} 起有效`,
  key_expired: ({ kid, until }) => `密钥 \`${kid}\` 的有效期至 ${until}`,
  not_voucher: ({ wrong, claim }) => ({
    not_json: "签名的内容不是 JSON 对象",
    too_long: "签名的内容比任何券都长",
    unknown_claim: `券没有声明 \`${claim}\``,
    missing_claim: `缺少声明 \`${claim}\``,
    malformed_claim: `声明 \`${claim}\` 的值不合规定`,
    empty_window: "券在开始之前就已结束",
    not_canonical: "声明未按规范 JSON 书写",
  })[wrong],
};
