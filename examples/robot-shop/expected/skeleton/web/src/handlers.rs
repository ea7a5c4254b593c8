//! What `web` does in each operation. Yours: written once, never overwritten. Each call below is one the
//! architecture declares, in the order it declares, with the effect of its failure.

use crate::generated::failure::Failure;
use crate::generated::inbound::Operations;
use crate::generated::outbound::Clients;
use crate::payload;

/// The service's own logic and what it needs for it.
pub struct Handlers {
    pub clients: Clients,
}

impl Handlers {
    /// Handlers that reach the others through what is given.
    pub fn new(clients: Clients) -> Self {
        Self { clients }
    }
}

impl Operations for Handlers {
    // `GET /api/cart/add/{id}/{sku}/{qty}`.
    async fn get_api_cart_add_id_sku_qty(
        &self,
        _request: payload::GetApiCartAddIdSkuQtyRequest,
    ) -> Result<payload::GetApiCartAddIdSkuQtyResponse, Failure> {
        self.web_add_to_cart().await?;
        Ok(Default::default())
    }

    // `GET /api/cart/cart/{id}`.
    async fn get_api_cart_cart_id(
        &self,
        _request: payload::GetApiCartCartIdRequest,
    ) -> Result<payload::GetApiCartCartIdResponse, Failure> {
        self.web_get_cart().await?;
        Ok(Default::default())
    }

    // `GET /api/cart/rename/{from}/{to}`.
    async fn get_api_cart_rename_from_to(
        &self,
        _request: payload::GetApiCartRenameFromToRequest,
    ) -> Result<payload::GetApiCartRenameFromToResponse, Failure> {
        self.web_rename_cart().await?;
        Ok(Default::default())
    }

    // `GET /api/cart/update/{id}/{sku}/{qty}`.
    async fn get_api_cart_update_id_sku_qty(
        &self,
        _request: payload::GetApiCartUpdateIdSkuQtyRequest,
    ) -> Result<payload::GetApiCartUpdateIdSkuQtyResponse, Failure> {
        self.web_update_cart().await?;
        Ok(Default::default())
    }

    // `GET /api/catalogue/categories`.
    async fn get_api_catalogue_categories(
        &self,
        _request: payload::GetApiCatalogueCategoriesRequest,
    ) -> Result<payload::GetApiCatalogueCategoriesResponse, Failure> {
        self.web_list_categories().await?;
        Ok(Default::default())
    }

    // `GET /api/catalogue/product/{sku}`.
    async fn get_api_catalogue_product_sku(
        &self,
        _request: payload::GetApiCatalogueProductSkuRequest,
    ) -> Result<payload::GetApiCatalogueProductSkuResponse, Failure> {
        self.web_get_product().await?;
        Ok(Default::default())
    }

    // `GET /api/catalogue/products/{category}`.
    async fn get_api_catalogue_products_category(
        &self,
        _request: payload::GetApiCatalogueProductsCategoryRequest,
    ) -> Result<payload::GetApiCatalogueProductsCategoryResponse, Failure> {
        self.web_list_products().await?;
        Ok(Default::default())
    }

    // `GET /api/catalogue/search/{text}`.
    async fn get_api_catalogue_search_text(
        &self,
        _request: payload::GetApiCatalogueSearchTextRequest,
    ) -> Result<payload::GetApiCatalogueSearchTextResponse, Failure> {
        self.web_search().await?;
        Ok(Default::default())
    }

    // `GET /api/ratings/api/fetch/{sku}`.
    async fn get_api_ratings_api_fetch_sku(
        &self,
        _request: payload::GetApiRatingsApiFetchSkuRequest,
    ) -> Result<payload::GetApiRatingsApiFetchSkuResponse, Failure> {
        self.web_get_rating().await?;
        Ok(Default::default())
    }

    // `GET /api/shipping/calc/{id}`.
    async fn get_api_shipping_calc_id(
        &self,
        _request: payload::GetApiShippingCalcIdRequest,
    ) -> Result<payload::GetApiShippingCalcIdResponse, Failure> {
        self.web_quote_shipping().await?;
        Ok(Default::default())
    }

    // `GET /api/shipping/cities/{code}`.
    async fn get_api_shipping_cities_code(
        &self,
        _request: payload::GetApiShippingCitiesCodeRequest,
    ) -> Result<payload::GetApiShippingCitiesCodeResponse, Failure> {
        self.web_list_cities().await?;
        Ok(Default::default())
    }

    // `GET /api/shipping/codes`.
    async fn get_api_shipping_codes(
        &self,
        _request: payload::GetApiShippingCodesRequest,
    ) -> Result<payload::GetApiShippingCodesResponse, Failure> {
        self.web_list_countries().await?;
        Ok(Default::default())
    }

    // `GET /api/shipping/match/{code}/{text}`.
    async fn get_api_shipping_match_code_text(
        &self,
        _request: payload::GetApiShippingMatchCodeTextRequest,
    ) -> Result<payload::GetApiShippingMatchCodeTextResponse, Failure> {
        self.web_match_city().await?;
        Ok(Default::default())
    }

    // `GET /api/user/history/{id}`.
    async fn get_api_user_history_id(
        &self,
        _request: payload::GetApiUserHistoryIdRequest,
    ) -> Result<payload::GetApiUserHistoryIdResponse, Failure> {
        self.web_get_history().await?;
        Ok(Default::default())
    }

    // `GET /api/user/uniqueid`.
    async fn get_api_user_uniqueid(
        &self,
        _request: payload::GetApiUserUniqueidRequest,
    ) -> Result<payload::GetApiUserUniqueidResponse, Failure> {
        self.web_get_visitor_id().await?;
        Ok(Default::default())
    }

    // `POST /api/payment/pay/{id}`.
    async fn post_api_payment_pay_id(
        &self,
        _request: payload::PostApiPaymentPayIdRequest,
    ) -> Result<payload::PostApiPaymentPayIdResponse, Failure> {
        self.web_pay().await?;
        Ok(Default::default())
    }

    // `POST /api/shipping/confirm/{id}`.
    async fn post_api_shipping_confirm_id(
        &self,
        _request: payload::PostApiShippingConfirmIdRequest,
    ) -> Result<payload::PostApiShippingConfirmIdResponse, Failure> {
        self.web_confirm_shipping().await?;
        Ok(Default::default())
    }

    // `POST /api/user/login`.
    async fn post_api_user_login(
        &self,
        _request: payload::PostApiUserLoginRequest,
    ) -> Result<payload::PostApiUserLoginResponse, Failure> {
        self.web_log_in().await?;
        Ok(Default::default())
    }

    // `POST /api/user/register`.
    async fn post_api_user_register(
        &self,
        _request: payload::PostApiUserRegisterRequest,
    ) -> Result<payload::PostApiUserRegisterResponse, Failure> {
        self.web_register().await?;
        Ok(Default::default())
    }

    // `PUT /api/ratings/api/rate/{sku}/{score}`.
    async fn put_api_ratings_api_rate_sku_score(
        &self,
        _request: payload::PutApiRatingsApiRateSkuScoreRequest,
    ) -> Result<payload::PutApiRatingsApiRateSkuScoreResponse, Failure> {
        self.web_rate_product().await?;
        Ok(Default::default())
    }
}

/// The declared calls, one function each.
impl Handlers {
    /// `web-add-to-cart` at `cart`: the operation fails with it.
    /// Evidence: `web/default.conf.template:69`.
    async fn web_add_to_cart(&self) -> Result<payload::WebAddToCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.web_add_to_cart(&call).await?;
        Ok(answer)
    }

    /// `web-get-cart` at `cart`: the operation fails with it.
    /// Evidence: `web/default.conf.template:69`.
    async fn web_get_cart(&self) -> Result<payload::WebGetCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.web_get_cart(&call).await?;
        Ok(answer)
    }

    /// `web-rename-cart` at `cart`: the operation fails with it.
    /// Evidence: `web/default.conf.template:69`.
    async fn web_rename_cart(&self) -> Result<payload::WebRenameCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.web_rename_cart(&call).await?;
        Ok(answer)
    }

    /// `web-update-cart` at `cart`: the operation fails with it.
    /// Evidence: `web/default.conf.template:69`.
    async fn web_update_cart(&self) -> Result<payload::WebUpdateCartResponse, Failure> {
        let client = &self.clients.cart;
        let call = Default::default();
        let answer = client.web_update_cart(&call).await?;
        Ok(answer)
    }

    /// `web-list-categories` at `catalogue`: the operation fails with it.
    /// Evidence: `web/default.conf.template:61`.
    async fn web_list_categories(&self) -> Result<payload::WebListCategoriesResponse, Failure> {
        let client = &self.clients.catalogue;
        let call = Default::default();
        let answer = client.web_list_categories(&call).await?;
        Ok(answer)
    }

    /// `web-get-product` at `catalogue`: the operation fails with it.
    /// Evidence: `web/default.conf.template:61`.
    async fn web_get_product(&self) -> Result<payload::WebGetProductResponse, Failure> {
        let client = &self.clients.catalogue;
        let call = Default::default();
        let answer = client.web_get_product(&call).await?;
        Ok(answer)
    }

    /// `web-list-products` at `catalogue`: the operation fails with it.
    /// Evidence: `web/default.conf.template:61`.
    async fn web_list_products(&self) -> Result<payload::WebListProductsResponse, Failure> {
        let client = &self.clients.catalogue;
        let call = Default::default();
        let answer = client.web_list_products(&call).await?;
        Ok(answer)
    }

    /// `web-search` at `catalogue`: the operation fails with it.
    /// Evidence: `web/default.conf.template:61`.
    async fn web_search(&self) -> Result<payload::WebSearchResponse, Failure> {
        let client = &self.clients.catalogue;
        let call = Default::default();
        let answer = client.web_search(&call).await?;
        Ok(answer)
    }

    /// `web-get-rating` at `ratings`: the operation fails with it.
    /// Evidence: `web/default.conf.template:81`.
    async fn web_get_rating(&self) -> Result<payload::WebGetRatingResponse, Failure> {
        let client = &self.clients.ratings;
        let call = Default::default();
        let answer = client.web_get_rating(&call).await?;
        Ok(answer)
    }

    /// `web-quote-shipping` at `shipping`: the operation fails with it.
    /// Evidence: `web/default.conf.template:73`.
    async fn web_quote_shipping(&self) -> Result<payload::WebQuoteShippingResponse, Failure> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let answer = client.web_quote_shipping(&call).await?;
        Ok(answer)
    }

    /// `web-list-cities` at `shipping`: the operation fails with it.
    /// Evidence: `web/default.conf.template:73`.
    async fn web_list_cities(&self) -> Result<payload::WebListCitiesResponse, Failure> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let answer = client.web_list_cities(&call).await?;
        Ok(answer)
    }

    /// `web-list-countries` at `shipping`: the operation fails with it.
    /// Evidence: `web/default.conf.template:73`.
    async fn web_list_countries(&self) -> Result<payload::WebListCountriesResponse, Failure> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let answer = client.web_list_countries(&call).await?;
        Ok(answer)
    }

    /// `web-match-city` at `shipping`: the operation fails with it.
    /// Evidence: `web/default.conf.template:73`.
    async fn web_match_city(&self) -> Result<payload::WebMatchCityResponse, Failure> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let answer = client.web_match_city(&call).await?;
        Ok(answer)
    }

    /// `web-get-history` at `user`: the operation fails with it.
    /// Evidence: `web/default.conf.template:65`.
    async fn web_get_history(&self) -> Result<payload::WebGetHistoryResponse, Failure> {
        let client = &self.clients.user;
        let call = Default::default();
        let answer = client.web_get_history(&call).await?;
        Ok(answer)
    }

    /// `web-get-visitor-id` at `user`: the operation fails with it.
    /// Evidence: `web/default.conf.template:65`.
    async fn web_get_visitor_id(&self) -> Result<payload::WebGetVisitorIdResponse, Failure> {
        let client = &self.clients.user;
        let call = Default::default();
        let answer = client.web_get_visitor_id(&call).await?;
        Ok(answer)
    }

    /// `web-pay` at `payment`: the operation fails with it.
    /// Evidence: `web/default.conf.template:77`.
    /// Decided in ADR-0005.
    async fn web_pay(&self) -> Result<payload::WebPayResponse, Failure> {
        let client = &self.clients.payment;
        let call = Default::default();
        let answer = client.web_pay(&call).await?;
        Ok(answer)
    }

    /// `web-confirm-shipping` at `shipping`: the operation fails with it.
    /// Evidence: `web/default.conf.template:73`.
    async fn web_confirm_shipping(&self) -> Result<payload::WebConfirmShippingResponse, Failure> {
        let client = &self.clients.shipping;
        let call = Default::default();
        let answer = client.web_confirm_shipping(&call).await?;
        Ok(answer)
    }

    /// `web-log-in` at `user`: the operation fails with it.
    /// Evidence: `web/default.conf.template:65`.
    async fn web_log_in(&self) -> Result<payload::WebLogInResponse, Failure> {
        let client = &self.clients.user;
        let call = Default::default();
        let answer = client.web_log_in(&call).await?;
        Ok(answer)
    }

    /// `web-register` at `user`: the operation fails with it.
    /// Evidence: `web/default.conf.template:65`.
    async fn web_register(&self) -> Result<payload::WebRegisterResponse, Failure> {
        let client = &self.clients.user;
        let call = Default::default();
        let answer = client.web_register(&call).await?;
        Ok(answer)
    }

    /// `web-rate-product` at `ratings`: the operation fails with it.
    /// Evidence: `web/default.conf.template:81`.
    async fn web_rate_product(&self) -> Result<payload::WebRateProductResponse, Failure> {
        let client = &self.clients.ratings;
        let call = Default::default();
        let answer = client.web_rate_product(&call).await?;
        Ok(answer)
    }
}
